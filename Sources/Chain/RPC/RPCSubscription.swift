package import JSON

/// The notifications of one subscription, in their order; to be iterated once.
///
/// It ends with an error when the connection does, and without one after ``cancel()``. Dropping it unsubscribes, too.
package struct RPCSubscription: AsyncSequence, Sendable {
    package typealias Element = JSONValue
    package typealias Failure = RPCError

    /// Notifications that wait to be taken, at most; older ones are dropped first.
    package static let backlog = 4096

    private let stream: AsyncStream<Result<JSONValue, RPCError>>
    private let onCancel: @Sendable () async -> Void

    private init(
        _ stream: AsyncStream<Result<JSONValue, RPCError>>, onCancel: @escaping @Sendable () async -> Void
    ) {
        self.stream = stream
        self.onCancel = onCancel
    }

    /// A subscription and what feeds it.
    /// - Parameters:
    ///   - onDrop: Called when nobody will take notifications any more.
    ///   - onCancel: Tells the node that the subscription is over.
    package static func make(
        onDrop: @escaping @Sendable () -> Void = {}, onCancel: @escaping @Sendable () async -> Void = {}
    ) -> (subscription: RPCSubscription, feed: Feed) {
        let (stream, continuation) = AsyncStream<Result<JSONValue, RPCError>>.makeStream(
            bufferingPolicy: .bufferingNewest(backlog))
        continuation.onTermination = { end in
            if case .cancelled = end { onDrop() }
        }
        return (RPCSubscription(stream, onCancel: onCancel), Feed(continuation: continuation))
    }

    /// Ends the subscription, at the node as well.
    package func cancel() async {
        await onCancel()
    }

    package func makeAsyncIterator() -> Iterator {
        Iterator(base: stream.makeAsyncIterator())
    }

    package struct Iterator: AsyncIteratorProtocol {
        fileprivate var base: AsyncStream<Result<JSONValue, RPCError>>.Iterator

        /// The next notification; nil when the subscription or the task was cancelled.
        /// - Throws: ``RPCError/connectionLost(sent:)``, ``RPCError/closed``.
        package mutating func next() async throws(RPCError) -> JSONValue? {
            try await next(isolation: nil)
        }

        /// The next notification; nil when the subscription or the task was cancelled.
        /// - Throws: ``RPCError/connectionLost(sent:)``, ``RPCError/closed``.
        package mutating func next(isolation actor: isolated (any Actor)?) async throws(RPCError) -> JSONValue? {
            try await base.next(isolation: actor)?.get()
        }
    }

    /// What puts notifications into a subscription.
    package struct Feed: Sendable {
        fileprivate let continuation: AsyncStream<Result<JSONValue, RPCError>>.Continuation

        package func send(_ notification: JSONValue) {
            continuation.yield(.success(notification))
        }

        /// Ends the subscription, with an error unless it was cancelled.
        package func end(_ error: RPCError?) {
            if let error { continuation.yield(.failure(error)) }
            continuation.finish()
        }
    }
}
