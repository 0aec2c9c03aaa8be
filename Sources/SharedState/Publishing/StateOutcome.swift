/// What became of a request to the shared state, as metrics tell it.
enum StateOutcome: String, CaseIterable, Sendable {
    case accepted
    case unreachable
    case timedOut = "timed_out"
    case denied
    case limited
    case status
    case refused
    case malformed

    init(_ error: StateError) {
        self =
            switch error {
            case .unreachable: .unreachable
            case .timedOut: .timedOut
            case .denied: .denied
            case .limited: .limited
            case .status: .status
            case .refused, .noProject: .refused
            case .malformed, .tooLong: .malformed
            }
    }
}
