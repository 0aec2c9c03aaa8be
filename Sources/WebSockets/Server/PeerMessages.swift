import NIOCore
import Synchronization

/// The text messages of one peer, in their order, until its connection ends.
///
/// The connection is not read while too many wait here.
package struct PeerMessages: AsyncSequence, Sendable {
    package typealias Element = String
    package typealias Failure = Never

    let stream: AsyncStream<String>
    let backlog: Backlog

    package func makeAsyncIterator() -> Iterator {
        Iterator(base: stream.makeAsyncIterator(), backlog: backlog)
    }

    package struct Iterator: AsyncIteratorProtocol {
        fileprivate var base: AsyncStream<String>.Iterator
        fileprivate let backlog: Backlog

        /// The next message; nil when the connection has ended or the task is cancelled.
        package mutating func next() async -> String? {
            guard let message = await base.next() else { return nil }
            backlog.taken(message.utf8.count)
            return message
        }

        /// The next message; nil when the connection has ended or the task is cancelled.
        package mutating func next(isolation actor: isolated (any Actor)?) async -> String? {
            guard let message = await base.next(isolation: actor) else { return nil }
            backlog.taken(message.utf8.count)
            return message
        }
    }
}

/// How many bytes of messages wait to be handled, and the reading that stops when they are too many.
final class Backlog: Sendable {
    private struct State {
        var waiting = 0
        var paused = false
    }

    private let state = Mutex(State())
    private let limit: Int
    private let pause: @Sendable (Bool) -> Void

    init(limit: Int, pause: @escaping @Sendable (Bool) -> Void) {
        self.limit = limit
        self.pause = pause
    }

    func came(_ size: Int) {
        // Under the lock, so that the last call that is made is the one that holds.
        state.withLock { state in
            state.waiting += size + FrameCost.bytes
            guard !state.paused, state.waiting >= limit else { return }
            state.paused = true
            pause(true)
        }
    }

    func taken(_ size: Int) {
        state.withLock { state in
            state.waiting -= size + FrameCost.bytes
            guard state.paused, state.waiting < limit / 2 else { return }
            state.paused = false
            pause(false)
        }
    }
}
