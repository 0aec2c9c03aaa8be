package import Chain
package import Foundation
package import Logging
package import Monitoring
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
        /// The addresses that may come; nil for all.
        package var allowed: AddressRanges?
        /// Time between two looks at unfinished rentals.
        package var resolveInterval: Duration
        /// Time between two health checks of what is rented.
        package var healthInterval: Duration
        /// Who is told of what happens; nil for nobody.
        package var webhooks: WebhookSettings?
        /// Whether there are endpoints that only try something out.
        package var hasTestEndpoints: Bool
        package var version: String

        package init(
            ip: String = "0.0.0.0", port: Int = 8_903, tls: ServerTLS?, allowed: AddressRanges? = nil,
            resolveInterval: Duration = .seconds(2), healthInterval: Duration = .seconds(180),
            webhooks: WebhookSettings? = nil, hasTestEndpoints: Bool = false, version: String
        ) {
            self.ip = ip
            self.port = port
            self.tls = tls
            self.allowed = allowed
            self.resolveInterval = resolveInterval
            self.healthInterval = healthInterval
            self.webhooks = webhooks
            self.hasTestEndpoints = hasTestEndpoints
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
    ///   - since: When that was found out; nil for now.
    ///   - keys: Where renters' pairs come from.
    ///   - listening: Called with the port once requests are accepted.
    package init(
        configuration: Configuration, store: any MarketStore, metagraph: MetagraphCache, dendrite: Dendrite,
        state: StatePart? = nil, metrics: MetricsRegistry = MetricsRegistry(), alone: Bool,
        since: Date? = nil, keys: RenterKeyPool = RenterKeyPool(), logger: Logger,
        now: @escaping @Sendable () -> Date = { Date() },
        listening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws {
        let miners = MinerDirectory(metagraph: metagraph)
        let calls = MinerCalls(dendrite: dendrite)
        let inFlight = InFlight()
        let market = state.map {
            MarketState(
                board: $0.board, metagraph: metagraph, authorities: $0.authorities, publishers: $0.publishers)
        }
        APIMetrics.watch(metrics, store: store, metagraph: metagraph, state: state, market: market)
        let clock = LeaseClock(now: now, logger: logger)
        let since = since ?? now()
        let releaser = Releaser(store: store, miners: miners, calls: calls, clock: clock, logger: logger)
        desk = RentalDesk(
            store: store, miners: miners, calls: calls, keys: keys, releaser: releaser, inFlight: inFlight,
            penalized: { market?.penalized ?? [] }, probe: { await PortProbe.isOpen(ip: $0, port: $1) }, now: now,
            logger: logger)
        let resolver = RentalResolver(
            store: store, releaser: releaser, inFlight: inFlight, alone: alone, since: since,
            interval: configuration.resolveInterval, clock: clock, logger: logger)
        let journal = Journal(store: store, logger: logger)
        let webhooks = try WebhookSender(
            settings: configuration.webhooks ?? WebhookSettings(environment: [:]), store: store, metrics: metrics,
            now: now, logger: logger)
        let health = HealthCheck(
            store: store, miners: miners, calls: calls, interval: configuration.healthInterval, metrics: metrics,
            changed: { webhooks.poke() }, now: now, logger: logger)

        let work = DetachedWork()
        let requests = RequestLedger(store: store, desk: desk, alone: alone, since: since, now: now, logger: logger)
        var endpoints = StatusRoutes().endpoints + MetricsRoute(registry: metrics).endpoints
        endpoints += ReadinessRoute(store: store, metagraph: metagraph, state: state, market: market).endpoints
        endpoints += RentalRoutes(desk: desk, work: work, requests: requests).endpoints
        endpoints += ActionRoutes(desk: desk, work: work).endpoints
        endpoints += MinerStatusRoute(desk: desk).endpoints
        endpoints +=
            ListingRoutes(catalogue: Catalogue(store: store), market: market, metagraph: metagraph, now: now)
            .endpoints
        endpoints += EventRoute().endpoints
        if configuration.hasTestEndpoints {
            endpoints += NotifyTestRoute(store: store, poke: { webhooks.poke() }, now: now).endpoints
        }
        let table = EndpointTable(
            endpoints: endpoints, components: ResourceSchemas.components, version: configuration.version)
        let server = try APIServer.make(
            configuration, table: table, events: EventFeed(journal: journal, now: now), metrics: metrics,
            logger: logger, listening: listening)
        var services: [any Service] = [metagraph, keys, resolver, webhooks, health, journal, server]
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
}
