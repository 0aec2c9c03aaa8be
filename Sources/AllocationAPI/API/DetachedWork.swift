import Synchronization
import Timing

/// Runs operations that must come to their end even when the client goes away meanwhile.
final class DetachedWork: Sendable {
    private let running = Mutex(0)

    /// What `operation` gives; it goes on when the caller stops waiting.
    func run<R: Sendable>(_ operation: @escaping @Sendable () async throws -> R) async throws -> R {
        running.withLock { $0 += 1 }
        // Unstructured: the request's task may be cancelled, a rental half made must still be finished or undone.
        let task = Task<Result<R, any Error>, Never> {
            defer { running.withLock { $0 -= 1 } }
            do { return .success(try await operation()) } catch { return .failure(error) }
        }
        return try await Waiting.value(of: task).get()
    }

    /// How many operations are under way.
    var count: Int { running.withLock { $0 } }
}
