import Foundation
import Synchronization
import Timing

/// Calls that may block for long or for ever, away from the threads that all tasks share.
enum OwnThread {
    /// Tells work on a thread of its own that nobody waits for it any more.
    final class StopSign: Sendable {
        private let raised = Atomic<Bool>(false)

        var isRaised: Bool { raised.load(ordering: .relaxed) }

        func raise() { raised.store(true, ordering: .relaxed) }
    }

    /// The result of `work`, which runs on a thread made for it; the thread outlives a call that hangs in the kernel.
    ///
    /// - Parameter work: Looks at its sign now and then: it is raised when the limit has passed or the task is cancelled.
    /// - Throws: `TimeLimit.Exceeded`, or `CancellationError`.
    static func run<R: Sendable>(
        limit: Duration, _ work: @escaping @Sendable (StopSign) -> R
    ) async throws -> R {
        let sign = StopSign()
        defer { sign.raise() }
        let (results, feed) = AsyncStream<R>.makeStream()
        Thread.detachNewThread {
            feed.yield(work(sign))
            feed.finish()
        }
        return try await TimeLimit.run(limit) {
            for await result in results { return result }
            throw CancellationError()
        }
    }
}
