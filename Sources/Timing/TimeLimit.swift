/// Every wait has a limit.
package enum TimeLimit {
    /// What ends work that took too long.
    package struct Exceeded: Error, Equatable {
        package init() {}
    }

    /// The result of `work`, which is cancelled when it takes longer than `limit`.
    /// - Throws: ``Exceeded``, or what `work` throws.
    package static func run<R: Sendable>(
        _ limit: Duration, _ work: @escaping @Sendable () async throws -> R
    ) async throws -> R {
        try await withThrowingTaskGroup(of: R.self) { group in
            group.addTask(operation: work)
            group.addTask {
                try await Task.sleep(for: limit)
                throw Exceeded()
            }
            defer { group.cancelAll() }
            guard let first = try await group.next() else { throw Exceeded() }
            return first
        }
    }
}
