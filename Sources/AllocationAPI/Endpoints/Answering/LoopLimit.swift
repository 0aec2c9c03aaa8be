import NIOCore
import Synchronization

/// Bounds how long a part of a request takes, by the timers of its connection's event loop.
///
/// A cancelled `Task.sleep` keeps its memory until its time is over, which at thousands of requests a second and a limit
/// of minutes is hundreds of megabytes; a timer of an event loop is gone when it is cancelled.
enum LoopLimit {
    /// The time was over.
    struct Exceeded: Error {}

    private final class Lateness: Sendable {
        let isLate = Atomic(false)
    }

    /// What `body` gives; after `limit` it is cancelled, and its end waited for.
    /// - Throws: ``Exceeded``, or what `body` throws.
    static func run<R: Sendable>(
        _ limit: Duration, on loop: any EventLoop, _ body: @escaping @Sendable () async throws -> R
    ) async throws -> R {
        // Unstructured, so that the timer can cancel it; it ends before this function does.
        let task = Task { try await body() }
        let lateness = Lateness()
        let timer = loop.scheduleTask(in: .init(limit)) {
            lateness.isLate.store(true, ordering: .releasing)
            task.cancel()
        }
        defer { timer.cancel() }
        let result: Result<R, any Error>
        do {
            result = .success(
                try await withTaskCancellationHandler {
                    try await task.value
                } onCancel: {
                    task.cancel()
                })
        } catch {
            result = .failure(error)
        }
        // What was cancelled may end in an answer, too: not the one that was asked for.
        if lateness.isLate.load(ordering: .acquiring) { throw Exceeded() }
        return try result.get()
    }
}
