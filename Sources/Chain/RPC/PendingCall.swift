import JSON
import NIOCore

/// A call without an answer yet.
struct PendingCall: Sendable {
    /// What a call ends with.
    enum Reply: Sendable {
        case value(JSONValue)
        case subscription(RPCSubscription)
    }

    let method: String
    let frame: [UInt8]
    /// The method that ends the subscription which this call begins.
    let unsubscribe: String?
    let repeatable: Bool
    let began: ContinuousClock.Instant
    let finish: @Sendable (Result<Reply, RPCError>) -> Void
    /// Ends the call when its time is over.
    var expiry: Scheduled<Void>?
    /// The connection on which it was sent, while that lives.
    var sentOn: Int?
    var sentAt: ContinuousClock.Instant
    /// How often it was sent.
    var sends = 0
    /// Since when it waits for a connection, and how many attempts to connect failed meanwhile.
    var waitingSince: ContinuousClock.Instant
    var failures = 0

    init(
        method: String, frame: [UInt8], unsubscribe: String?, repeatable: Bool, now: ContinuousClock.Instant,
        finish: @escaping @Sendable (Result<Reply, RPCError>) -> Void
    ) {
        self.method = method
        self.frame = frame
        self.unsubscribe = unsubscribe
        self.repeatable = repeatable
        self.finish = finish
        began = now
        sentAt = now
        waitingSince = now
    }

    /// The call with its end, to be told outside of any lock.
    func ended(_ result: Result<Reply, RPCError>) -> @Sendable () -> Void {
        expiry?.cancel()
        let finish = finish
        return { finish(result) }
    }
}
