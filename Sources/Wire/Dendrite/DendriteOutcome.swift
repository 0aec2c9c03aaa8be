/// What became of one call; a rejection is a value that the caller decides on.
package enum DendriteOutcome<M: Sendable>: Sendable {
    /// The axon's answer. `signed`: its body carries the axon's good signature.
    case answered(M, signed: Bool)
    /// The axon refused or failed, with its status and text.
    case refused(status: Int, message: String)
    /// The axon does not talk to this hotkey.
    case blacklisted(reason: String)
    /// No connection came about: the axon has not seen the request.
    case unreachable(String)
    /// The time limit passed; the axon may have acted.
    case timedOut
    /// Something came back that is no answer, or the connection broke; the axon may have acted.
    case badAnswer(String)

    /// Whether the axon may have done what was asked although no good answer came: the outcome is unknown.
    package var mayHaveActed: Bool {
        switch self {
        case .answered, .blacklisted, .unreachable: false
        case .refused(let status, _): status >= 500 && status != 503
        case .timedOut, .badAnswer: true
        }
    }

    /// One word for logs and metrics.
    package var label: String {
        switch self {
        case .answered: "answered"
        case .refused: "refused"
        case .blacklisted: "blacklisted"
        case .unreachable: "unreachable"
        case .timedOut: "timed_out"
        case .badAnswer: "bad_answer"
        }
    }
}
