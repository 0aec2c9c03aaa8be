/// Why a machine that could be provisioned is not rented.
enum ProvisioningProblem: Error, CustomStringConvertible {
    /// The state file cannot be written.
    case notWritten
    /// All who asked have stopped waiting: nobody would know the password.
    case tooLate
    /// The rental ended while it was being made.
    case ended

    /// One line, for the renter.
    var description: String {
        switch self {
        case .notWritten: "the state file cannot be written"
        case .tooLate: "it took longer than the caller waits"
        case .ended: "the allocation has ended meanwhile"
        }
    }
}
