package import Logging
package import ServiceLifecycle

/// Services that serve at a free port while a test's body runs.
package struct Serving: Sendable {
    private struct NotListening: Error {}

    private let ports: AsyncStream<Int>
    /// What the services tell the port that they listen at.
    package let listening: @Sendable (Int) -> Void
    private let end: @Sendable () -> Void

    package init() {
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        self.ports = ports
        listening = { port.yield($0) }
        end = { port.finish() }
    }

    /// Runs `services` until `body`, which is lent their port and their group, has ended; they end in an orderly way.
    package func run<R: Sendable>(
        _ services: [any Service], logger: Logger = .silent,
        _ body: @escaping @Sendable (Int, ServiceGroup) async throws -> R
    ) async throws -> R {
        let group = ServiceGroup(configuration: .init(services: services.map { .init(service: $0) }, logger: logger))
        return try await withThrowingTaskGroup(of: R?.self) { tasks in
            tasks.addTask {
                defer { end() }
                try await group.run()
                return nil
            }
            tasks.addTask {
                for await port in ports {
                    let result: Result<R, any Error>
                    do { result = .success(try await body(port, group)) } catch { result = .failure(error) }
                    await group.triggerGracefulShutdown()
                    return try result.get()
                }
                throw NotListening()
            }
            var found: R?
            for try await result in tasks where result != nil { found = result }
            guard let found else { throw NotListening() }
            return found
        }
    }
}
