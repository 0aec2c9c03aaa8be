/// Waiting for work that goes on when nobody waits any more.
package enum Waiting {
    /// The value of `task`, which is not cancelled with the one that waits.
    /// - Throws: `CancellationError` when the waiting task is cancelled first.
    package static func value<R: Sendable>(of task: Task<R, Never>) async throws -> R {
        let (values, feed) = AsyncStream<R>.makeStream()
        // Unstructured: it only hands the value on, whether somebody still waits or not.
        Task {
            feed.yield(await task.value)
            feed.finish()
        }
        for await value in values { return value }
        throw CancellationError()
    }
}
