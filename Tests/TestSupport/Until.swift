/// Waits, without a time in it, until something that other tasks bring about holds.
package func until(_ condition: () async throws -> Bool) async rethrows {
    while try await !condition() { await Task.yield() }
}
