/// Why a call to a chain node has no result.
package enum RPCError: Error, Equatable, CustomStringConvertible {
    /// No endpoint could be connected in time; the call was never sent.
    case unreachable(String)
    /// The connection broke, and the call is not repeated. It may have taken effect when it was `sent`.
    case connectionLost(sent: Bool)
    /// The node took the call and did not answer it in time.
    case timedOut(method: String)
    /// The node answered with an error.
    case refused(code: Int, message: String, data: String?)
    /// The node answered something that is no answer to the call.
    case malformed(String)
    /// The client was shut down.
    case closed
    /// The caller's task was cancelled.
    case cancelled

    package var description: String {
        switch self {
        case .unreachable(let reason): "the chain is unreachable: \(reason)"
        case .connectionLost(let sent):
            "the connection to the chain was lost" + (sent ? " after the call was sent" : "")
        case .timedOut(let method): "the chain did not answer \(method) in time"
        case .refused(let code, let message, let data):
            "the chain refused the call: \(message) (code \(code))" + (data.map { ": \($0)" } ?? "")
        case .malformed(let reason): "the chain's answer makes no sense: \(reason)"
        case .closed: "the chain client is shut down"
        case .cancelled: "the call was cancelled"
        }
    }
}
