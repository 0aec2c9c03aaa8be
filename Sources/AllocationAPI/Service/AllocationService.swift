package import Chain
package import Foundation
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
package import Logging
package import Monitoring
import NIOCore
package import ServiceLifecycle
import SharedState
package import Store
package import Wire

/// The Resource Allocation API as a process: everything it consists of, wired on one page.
package struct AllocationService: Sendable {
    /// How the API listens.
    package struct Configuration: Sendable {
        package var ip: String
        package var port: Int
        /// Nil: plain HTTP, which is allowed on a loopback address only.
        package var tls: ServerTLS?
        /// Seconds between two looks at unfinished rentals.
        package var resolveInterval: Duration
        package var version: String

        package init(
            ip: String = "0.0.0.0", port: Int = 8_903, tls: ServerTLS?, resolveInterval: Duration = .seconds(2),
            version: String
        ) {
            self.ip = ip
            self.port = port
            self.tls = tls
            self.resolveInterval = resolveInterval
            self.version = version
        }
    }

    /// Why the API does not start.
    package enum Problem: Error, CustomStringConvertible {
        case insecureAddress(String)

        package var description: String {
            switch self {
            case .insecureAddress(let ip):
                "--api.insecure is for loopback addresses only, and \(ip) is none: make certificates with "
                    + "`nicompute certs`"
            }
        }
    }

    /// The services in the order in which they depend on each other.
    package let services: [any Service]
    /// The operations behind the endpoints.
    package let desk: RentalDesk

    /// - Parameters:
    ///   - state: The shared state; nil where there is none.
    ///   - metrics: Where its figures go, and what `/metrics` shows.
    ///   - alone: Whether no other process uses the store (``ProcessPresence``).
    ///   - keys: Where renters' pairs come from.
    ///   - listening: Called with the port once requests are accepted.
    package init(
        configuration: Configuration, store: any RentalStore, metagraph: MetagraphCache, dendrite: Dendrite,
        state: StatePart? = nil, metrics: MetricsRegistry = MetricsRegistry(), alone: Bool,
        keys: RenterKeyPool = RenterKeyPool(), logger: Logger, now: @escaping @Sendable () -> Date = { Date() },
        listening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws {
        let miners = MinerDirectory(metagraph: metagraph)
        let calls = MinerCalls(dendrite: dendrite)
        let inFlight = InFlight()
        let market = state.map { MarketState(board: $0.board, metagraph: metagraph, authorities: $0.authorities) }
        APIMetrics.watch(metrics, store: store, metagraph: metagraph, state: state, market: market)
        let releaser = Releaser(store: store, miners: miners, calls: calls, now: now, logger: logger)
        desk = RentalDesk(
            store: store, miners: miners, calls: calls, keys: keys, releaser: releaser, inFlight: inFlight,
            penalized: { market?.penalized.contains($0) ?? false },
            probe: { await PortProbe.isOpen(ip: $0, port: $1) }, now: now, logger: logger)
        let resolver = RentalResolver(
            store: store, releaser: releaser, inFlight: inFlight, alone: alone,
            interval: configuration.resolveInterval, now: now, logger: logger)
        let readiness = ReadinessRoute(store: store, metagraph: metagraph, state: state, market: market)
        let server = try Self.server(
            configuration, desk: desk, readiness: readiness, metrics: MetricsRoute(registry: metrics), logger: logger,
            listening: listening)
        var services: [any Service] = [metagraph, keys, resolver, server]
        if let state {
            // Before all others, so that it ends after them: the last list is told, too.
            services.insert(state.publisher, at: 0)
            services += [
                state.board,
                RentedList(
                    store: state.store, publisher: state.publisher, interval: configuration.resolveInterval,
                    logger: logger),
            ]
        }
        self.services = services
    }

    private static func server(
        _ configuration: Configuration, desk: RentalDesk, readiness: ReadinessRoute, metrics: MetricsRoute,
        logger: Logger, listening: @escaping @Sendable (Int) async -> Void
    ) throws -> any Service {
        let router = Router(context: APIContext.self)
        let paths = ActionRoutes.paths.union([
            StatusRoutes.welcome, StatusRoutes.health, RentalRoutes.allocateHotkey, RentalRoutes.deallocate,
            RentalRoutes.allocations, ReadinessRoute.path, MetricsRoute.path,
        ])
        router.middlewares.add(ErrorForm(paths: paths, logger: logger))
        if configuration.tls?.clientCertificates == .required { router.middlewares.add(ClientCertificateGuard()) }
        StatusRoutes().add(to: router)
        readiness.add(to: router)
        metrics.add(to: router)
        let work = DetachedWork()
        RentalRoutes(desk: desk, work: work).add(to: router)
        ActionRoutes(desk: desk, work: work).add(to: router)

        let limits = HTTP1Channel.Configuration.DecoderConfiguration(
            maxHeaderFieldSize: 16 * 1_024, maxHeaderListSize: 16 * 1_024, maxHeaderFieldCount: 64)
        let http = HTTPServerBuilder.http1(
            configuration: .init(idleTimeout: .seconds(60), httpDecoderConfiguration: limits))
        let secured: HTTPServerBuilder
        if let tls = configuration.tls {
            secured = try .tls(http, tlsConfiguration: try tls.configuration())
        } else {
            guard Loopback.contains(configuration.ip) else { throw Problem.insecureAddress(configuration.ip) }
            secured = http
        }
        return Application(
            responder: router.buildResponder(), server: secured,
            configuration: .init(
                address: .hostname(configuration.ip, port: configuration.port),
                availableConnectionsDelegate: MaximumAvailableConnections(1_024)),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? configuration.port
                logger.info("api listens", metadata: ["ip": "\(configuration.ip)", "port": "\(port)"])
                await listening(port)
            },
            logger: logger)
    }
}
