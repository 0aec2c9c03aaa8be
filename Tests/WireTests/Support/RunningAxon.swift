import Connections
import CoreMetrics
import Keys
import TestSupport
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
        var configuration = Axon.Configuration(
            ip: "127.0.0.1", port: 0, maxWorkers: maxWorkers, maxWaiting: maxWaiting, unsignedBodies: unsignedBodies)
        configure(&configuration)
        let serving = Serving()
        let axon = Axon(
            configuration: configuration, keypair: keypair, standing: standing, ledger: ledger, routes: routes,
            clock: clock, metrics: metrics, logger: .silent, listening: serving.listening)
        return try await serving.run([axon]) { port, _ in try await body(port) }
    }
}
