import Timing

/// Waits for work that may never end, and may not heed its cancellation either.
enum Patience {
    /// The result of `work`, which is cancelled and left to itself when it takes longer than `limit`.
    /// - Throws: ``DoctorSilence``, or what `work` throws.
    static func value<R: Sendable>(
        within limit: Duration, _ work: @escaping @Sendable () async throws -> R
    ) async throws -> R {
        // Unstructured: a group would wait for work that hangs in a system call.
        let task = Task<Result<R, any Error>, Never> {
            do {
                return .success(try await work())
            } catch {
                return .failure(error)
            }
        }
        defer { task.cancel() }
        do {
            return try await TimeLimit.run(limit) { try await Waiting.value(of: task) }.get()
        } catch is TimeLimit.Exceeded {
            throw DoctorSilence(limit: limit)
        }
    }
}

/// Something did not answer in time.
struct DoctorSilence: Error, Equatable, CustomStringConvertible {
    let limit: Duration

    var description: String { "no answer within \(Swift.max(1, limit.components.seconds)) s" }
}
