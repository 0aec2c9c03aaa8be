/// Why the shared state did not do what was asked.
package enum StateError: Error, Sendable, Equatable {
    /// No connection, or it was cut.
    case unreachable(String)
    /// No answer within the time a call may take.
    case timedOut
    /// The key is wrong, missing, or has no right to the project.
    case denied(String)
    /// Too many requests; the time to wait when the server says it.
    case limited(retryAfter: Duration?)
    /// An HTTP status that says that it did not work.
    case status(Int, String)
    /// The server understood, and refuses.
    case refused(String)
    /// An answer that makes no sense.
    case malformed(String)
    /// More than we take in one answer.
    case tooLong
    /// The server has no such project, yet or any more.
    case noProject
}

extension StateError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreachable(let why): "the shared state cannot be reached: \(why)"
        case .timedOut: "the shared state does not answer in time"
        case .denied(let why): "the shared state refuses the key (\(why)): see WANDB_API_KEY and ~/.netrc"
        case .limited: "the shared state says that there are too many requests"
        case .status(let status, let text): "the shared state answered \(status) \(text)"
        case .refused(let message): "the shared state refuses: \(message)"
        case .tooLong: "the answer of the shared state is too long"
        case .noProject: "the shared state has no such project (--wandb.entity, --wandb.project)"
        case .malformed(let what): "the shared state's answer makes no sense: \(what)"
        }
    }
}
