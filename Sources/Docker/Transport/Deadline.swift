/// Runs `body`, which is cancelled and given up when `limit` passes.
///
/// - Throws: ``DeadlinePassed`` at the limit, otherwise what `body` throws.
func withDeadline<Value: Sendable>(
    _ limit: Duration, _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Value?.self) { group in
        group.addTask { try await body() }
        group.addTask {
            // A limit, not a pace: this library imports nothing of ours that could keep it.
            try await ContinuousClock().sleep(for: limit)
            return nil
        }
        defer { group.cancelAll() }
        guard let first = try await group.next(), let value = first else { throw DeadlinePassed() }
        return value
    }
}

/// The time limit of a call passed.
struct DeadlinePassed: Error {}
