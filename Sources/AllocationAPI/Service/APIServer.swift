import Connections
import CoreMetrics
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import ServiceLifecycle
import SharedState

/// The server that the endpoints are reached through: TLS, who may come in, what a connection may take.
enum APIServer {
    /// Connections at a time.
    private static let connections = 1_024
    /// Connections of one address at a time, and of all addresses together that are not on the list.
    static let perAddress = 64

    /// - Parameter listening: Called with the port once requests are accepted.
    /// - Throws: ``ServerTLS/Problem``, or ``AllocationService/Problem`` for plain HTTP on a public address.
    static func make(
        _ configuration: AllocationService.Configuration, table: EndpointTable, events: EventFeed,
        metrics: any MetricsFactory, logger: Logger, listening: @escaping @Sendable (Int) async -> Void
    ) throws -> any Service {
        let rules = AccessRules(
            clientCertificate: configuration.tls?.clientCertificates ?? .optional, allowed: configuration.allowed)
        let router = APIRouter.make(table, access: rules, metrics: metrics, logger: logger)
        let limits = ConnectionLimits()
        let http = HTTPServerBuilder.http1WithEvents(
            configuration: limits.configuration, events: events, firstRequest: limits.head,
            admits: admission(rules.allowed), rules: rules)
        let secured: HTTPServerBuilder
        if let tls = configuration.tls {
            secured = try .tls(http, tlsConfiguration: try tls.configuration())
        } else {
            guard Loopback.contains(configuration.ip) else {
                throw AllocationService.Problem.insecureAddress(configuration.ip)
            }
            secured = http
        }
        return Application(
            responder: router.buildResponder(), server: secured,
            configuration: .init(
                address: .hostname(configuration.ip, port: configuration.port),
                availableConnectionsDelegate: MaximumAvailableConnections(connections)),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? configuration.port
                logger.info("api listens", metadata: ["ip": "\(configuration.ip)", "port": "\(port)"])
                await listening(port)
            },
            logger: logger)
    }

    /// Whether there is room for a connection, so that nobody keeps the others out.
    ///
    /// Addresses that the operator has named may have as many as they like: proxies connect from there, and from loopback.
    static func admission(
        _ allowed: AddressRanges?, most: Int = perAddress, countsLoopback: Bool = false
    ) -> @Sendable (any Channel) -> Bool {
        let quota = AddressQuota(most: most, isShared: allowed != nil, countsLoopback: countsLoopback)
        return { channel in allowed?.contains(channel.remoteAddress) ?? false || quota.admit(channel) }
    }
}
