/// Why something that was sent to the chain did not happen.
package enum WriteFailure: Sendable, Equatable, CustomStringConvertible {
    /// The node did not take it.
    case refused(String)
    /// It is in a block, and failed there; the error's name and the runtime's words about it.
    case failed(name: String, reason: String)
    /// The node took it and dropped it.
    case dropped(String)

    package var description: String {
        switch self {
        case .refused(let reason): "refused: \(reason)"
        case .failed(let name, let reason): reason.isEmpty ? "failed: \(name)" : "failed: \(name) (\(reason))"
        case .dropped(let reason): "dropped: \(reason)"
        }
    }
}
