package import Connections
package import CoreMetrics
import Foundation
import Hummingbird
import HummingbirdCore
package import Keys
package import Logging
import NIOCore
import ServiceLifecycle

/// A neuron's server: signed requests over HTTP, judged before they reach a handler.
package struct Axon: Service {
    /// How an axon listens and what it demands.
    package struct Configuration: Sendable {
        /// The address to listen on.
        package var ip: String
        /// The port to listen on; 0 takes a free one.
        package var port: Int
        /// Handlers at work at a time.
        package var maxWorkers: Int
        /// Requests that may wait for a handler.
        package var maxWaiting: Int
        package var unsignedBodies: UnsignedBodies
        /// What becomes of unsigned bodies where that is not known beforehand; ``unsignedBodies`` holds until it
        /// returns. Asked once the axon runs; it must end when the service shuts down, with nil.
        package var settledBodies: (@Sendable () async -> UnsignedBodies?)?
        /// Connections at a time.
        package var maxConnections: Int
        /// Connections of one address at a time; twice what a dendrite of ours opens. Loopback does not count unless
        /// ``countsLoopback``: a proxy connects from there.
        package var maxConnectionsPerAddress: Int
        package var countsLoopback: Bool
        /// What a connection may take; its body must have more time than the ten seconds that a good one is waited for.
        package var connection: ConnectionLimits
        /// The protocol version that error answers carry.
        package var version: Int

        package init(
            ip: String = "0.0.0.0", port: Int = 8_091, maxWorkers: Int = 32, maxWaiting: Int = 256,
            unsignedBodies: UnsignedBodies = .allow, maxConnections: Int = 1_024,
            maxConnectionsPerAddress: Int = 128, countsLoopback: Bool = false,
            connection: ConnectionLimits = ConnectionLimits(
                head: .seconds(10), body: .seconds(30), stall: .seconds(60), idle: .seconds(30)),
            version: Int = 190
        ) {
            self.ip = ip
            self.port = port
            self.maxWorkers = maxWorkers
            self.maxWaiting = maxWaiting
            self.unsignedBodies = unsignedBodies
            self.maxConnections = maxConnections
            self.maxConnectionsPerAddress = maxConnectionsPerAddress
            self.countsLoopback = countsLoopback
            self.connection = connection
            self.version = version
        }
    }

    private let configuration: Configuration
    private let responder: AxonResponder
    private let bodies: UnsignedBodyRule
    private let ledger: NonceLedger
    private let listening: @Sendable (Int) async -> Void
    private let logger: Logger

    /// - Parameters:
    ///   - keypair: The hotkey that requests must be signed for.
    ///   - standing: Who may call.
    ///   - ledger: The accepted nonces; closed when the axon has stopped.
    ///   - routes: The messages it understands, beside the ping.
    ///   - metrics: Where ``AxonMetrics`` are counted.
    ///   - listening: Called with the port once requests are accepted.
    package init(
        configuration: Configuration, keypair: Keypair, standing: any CallerStanding, ledger: NonceLedger,
        routes: [MessageRoute], clock: @escaping WireClock = systemWireClock,
        metrics: any MetricsFactory = NOOPMetricsHandler.instance, logger: Logger,
        listening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        self.configuration = configuration
        self.ledger = ledger
        self.listening = listening
        self.logger = logger
        let all = [MessageRoute.ping] + routes
        let bodies = UnsignedBodyRule(configuration.unsignedBodies)
        self.bodies = bodies
        responder = AxonResponder(
            keypair: keypair,
            gatekeeper: Gatekeeper(
                hotkey: keypair.account, standing: standing, ledger: ledger, bodies: bodies),
            routes: Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { $1 }),
            available: all.map(\.name),
            queue: WorkQueue(workers: configuration.maxWorkers, capacity: configuration.maxWaiting),
            bodies: bodies, clock: clock,
            writer: AxonAnswerWriter(
                keypair: keypair, uuid: SenderID.random(), version: configuration.version, clock: clock),
            metrics: AxonMetrics(messages: all.map(\.name), factory: metrics),
            logger: logger)
    }

    /// Serves until shutdown; requests in progress are answered first.
    package func run() async throws {
        defer { ledger.close() }
        let quota = AddressQuota(
            most: configuration.maxConnectionsPerAddress, countsLoopback: configuration.countsLoopback)
        let application = Application(
            responder: responder,
            server: .http1(configuration: configuration.connection.configuration(quota: quota)),
            configuration: .init(
                address: .hostname(configuration.ip, port: configuration.port),
                availableConnectionsDelegate: MaximumAvailableConnections(configuration.maxConnections)),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? configuration.port
                logger.info("axon listens", metadata: ["ip": "\(configuration.ip)", "port": "\(port)"])
                await listening(port)
            },
            logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            if let settled = configuration.settledBodies {
                group.addTask { [bodies] in
                    if let rule = await settled() { bodies.settle(rule) }
                }
            }
            try await application.run()
            group.cancelAll()
        }
    }
}
