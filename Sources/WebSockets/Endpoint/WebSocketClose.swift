/// Why a connection ended.
package enum WebSocketClose: Sendable, Equatable, CustomStringConvertible {
    /// This side closed it.
    case ours
    /// The other side closed it, with its status code (RFC 6455, 7.4) if it sent one.
    case theirs(code: UInt16?)
    /// The TCP or TLS connection broke.
    case lost(String)
    /// The other side broke the protocol or a limit.
    case violation(String)
    /// The other side sent nothing, not even the answer to a ping.
    case silent
    /// The other side does not read what it is sent.
    case congested

    package var description: String {
        switch self {
        case .ours: "closed by this side"
        case .theirs(let code): "closed by the other side" + (code.map { " with code \($0)" } ?? "")
        case .lost(let reason): "connection lost: \(reason)"
        case .violation(let reason): "protocol violated: \(reason)"
        case .silent: "no answer to a ping"
        case .congested: "the other side does not read"
        }
    }
}
