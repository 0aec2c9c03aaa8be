import Chain
import JSON

/// The result of a request, and what is to be done once it is on its way.
struct RPCReply: Sendable {
    /// Notifications that must not overtake the answer.
    enum FollowUp: Sendable {
        /// The first message of a subscription.
        case first(subscription: String, JSONValue)
        /// The pool has something new, which this subscription, if any, watches.
        case submitted(hash: BlockHash, watch: String?)
    }

    let result: JSONValue
    let followUp: FollowUp?

    init(_ result: JSONValue, followUp: FollowUp? = nil) {
        self.result = result
        self.followUp = followUp
    }
}
