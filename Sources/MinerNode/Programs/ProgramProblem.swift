/// Why a program did not run to its end.
package enum ProgramProblem: Error, Equatable, CustomStringConvertible {
    case cannotStart(String)
    /// It took longer than the limit, and was ended with its children.
    case tooLong
    /// Who waited for it gave up, and it was ended with its children.
    case cancelled
    /// Somebody or something else ended it with this signal.
    case killed(Int32)

    package var description: String {
        switch self {
        case .cannotStart(let reason): "it does not start: \(reason)"
        case .tooLong: "it took too long and was ended"
        case .cancelled: "it was ended because nobody waits for it"
        case .killed(let signal): "it was ended by signal \(signal)"
        }
    }
}
