import Synchronization
import Timing

/// A look that several checks go by: made once, when the first of them asks.
final class SharedLook<Value: Sendable>: Sendable {
    private let limit: Duration
    private let look: @Sendable () async throws -> Value
    private let running = Mutex<Task<Result<Value, any Error>, Never>?>(nil)

    /// - Parameter limit: The time after which nobody waits for it any longer.
    init(limit: Duration, _ look: @escaping @Sendable () async throws -> Value) {
        self.limit = limit
        self.look = look
    }

    /// What was seen, the same for all who ask.
    /// - Throws: ``DoctorSilence``, or what the look throws.
    var value: Value {
        get async throws {
            let task = running.withLock { running in
                if let running { return running }
                // Unstructured: it belongs to all who ask, and none of them ends it for the others.
                let task = Task<Result<Value, any Error>, Never> { [limit, look] in
                    do {
                        return .success(try await Patience.value(within: limit, look))
                    } catch {
                        return .failure(error)
                    }
                }
                running = task
                return task
            }
            return try await Waiting.value(of: task).get()
        }
    }

    /// What was seen, for a check that is about something else.
    /// - Throws: ``DoctorPrerequisite`` when the look failed: why, its own check tells.
    func value(or reason: String) async throws -> Value {
        do {
            return try await value
        } catch {
            throw DoctorPrerequisite(reason: reason)
        }
    }
}
