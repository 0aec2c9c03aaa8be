import ServiceLifecycle

/// Loops of services: with ``TimeLimit`` the only place that waits for time to pass.
package enum Pacing {
    /// Calls `body` every `interval`, first after one interval, until shutdown or cancellation; a call in progress ends.
    package static func every(_ interval: Duration, _ body: @escaping @Sendable () async -> Void) async {
        while await pause(interval) { await body() }
    }

    /// Waits for `duration`, also while the service shuts down: for work that is to be finished then.
    /// - Throws: `CancellationError` when the task is cancelled.
    package static func rest(_ duration: Duration) async throws {
        try await Task.sleep(for: duration)
    }

    /// True after `duration`, false at once when the service shuts down or the task is cancelled.
    package static func pause(_ duration: Duration) async -> Bool {
        do {
            try await cancelWhenGracefulShutdown { try await Task.sleep(for: duration) }
            return !Task.isCancelled && !Task.isShuttingDownGracefully
        } catch {
            return false
        }
    }
}
