import Connections
import CoreMetrics
import Keys
import Logging
import ServiceLifecycle
import Wire

/// An axon that serves at a free port of 127.0.0.1 while a test's body runs.
enum RunningAxon {
    /// Starts an axon, lends its port to `body`, and stops it in an orderly way.
    static func serve<R: Sendable>(
        as keypair: Keypair, standing: any CallerStanding = Standings(), ledger: NonceLedger = NonceLedger(),
        unsignedBodies: UnsignedBodies = .allow, maxWorkers: Int = 32, maxWaiting: Int = 256,
        routes: [MessageRoute], clock: @escaping WireClock = systemWireClock,
        metrics: any MetricsFactory = NOOPMetricsHandler.instance,
        configure: @Sendable (inout Axon.Configuration) -> Void = { _ in },
        _ body: @escaping @Sendable (Int) async throws -> R
    ) async throws -> R {
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let quiet = Logger(label: "axon") { _ in SwiftLogNoOpLogHandler() }
        var configuration = Axon.Configuration(
            ip: "127.0.0.1", port: 0, maxWorkers: maxWorkers, maxWaiting: maxWaiting, unsignedBodies: unsignedBodies)
        configure(&configuration)
        let axon = Axon(
            configuration: configuration,
            keypair: keypair, standing: standing, ledger: ledger, routes: routes, clock: clock,
            metrics: metrics, logger: quiet, listening: { port.yield($0) })
        let group = ServiceGroup(configuration: .init(services: [.init(service: axon)], logger: quiet))
        return try await withThrowingTaskGroup(of: R?.self) { tasks in
            tasks.addTask {
                defer { port.finish() }
                try await group.run()
                return nil
            }
            tasks.addTask {
                for await number in ports {
                    let result: Result<R, any Error>
                    do { result = .success(try await body(number)) } catch { result = .failure(error) }
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

    struct NotListening: Error {}
}
