import ServiceLifecycle

/// Loops of services: with ``TimeLimit`` the only place that waits for time to pass.
package enum Pacing {
    /// Calls `body` every `interval`, first after one interval, until shutdown or cancellation; a call in progress ends.
    package static func every(_ interval: Duration, _ body: @escaping @Sendable () async -> Void) async {
        while await pause(interval) { await body() }
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
