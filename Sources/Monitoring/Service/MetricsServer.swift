import Foundation
import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import ServiceLifecycle

/// Serves a registry's metrics over plain HTTP at `GET /metrics`.
package struct MetricsServer: Service {
    /// Why nothing can be served: all of them are the operator's to mend.
    package enum Problem: Error, Equatable, CustomStringConvertible {
        case portTaken(ip: String, port: Int)
        case foreignAddress(ip: String)
        case privilegedPort(Int)

        package var description: String {
            switch self {
            case .portTaken(let ip, let port):
                "metrics: port \(port) of \(ip) is taken by another program: stop it, or choose another (--metrics.port)"
            case .foreignAddress(let ip): "metrics: \(ip) is not an address of this machine"
            case .privilegedPort(let port):
                "metrics: this user may not listen at port \(port): choose one above 1023 (--metrics.port)"
            }
        }
    }

    private let registry: MetricsRegistry
    private let ip: String
    private let port: Int
    private let logger: Logger
    private let listening: @Sendable (Int) async -> Void

    /// - Parameters:
    ///   - ip: The address to listen on; metrics name no secrets, but are nobody's business either.
    ///   - port: The port to listen on; 0 takes a free one.
    ///   - listening: Called with the port once requests are accepted.
    package init(
        registry: MetricsRegistry, ip: String = "127.0.0.1", port: Int, logger: Logger,
        listening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        self.registry = registry
        self.ip = ip
        self.port = port
        self.logger = logger
        self.listening = listening
    }

    /// Serves until shutdown; scrapes in progress are answered first.
    /// - Throws: ``Problem``, or what the network throws.
    package func run() async throws {
        let limits = HTTP1Channel.Configuration.DecoderConfiguration(
            maxHeaderFieldSize: 16 * 1_024, maxHeaderListSize: 16 * 1_024, maxHeaderFieldCount: 64)
        let application = Application(
            responder: MetricsResponder(registry: registry),
            server: .http1(configuration: .init(idleTimeout: .seconds(60), httpDecoderConfiguration: limits)),
            configuration: .init(
                address: .hostname(ip, port: port), availableConnectionsDelegate: MaximumAvailableConnections(32)),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? port
                logger.info("metrics are served", metadata: ["ip": "\(ip)", "port": "\(port)"])
                await listening(port)
            },
            logger: logger)
        do {
            try await application.run()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw Problem.portTaken(ip: ip, port: port)
        } catch let error as IOError where error.errnoCode == EADDRNOTAVAIL {
            throw Problem.foreignAddress(ip: ip)
        } catch let error as IOError where error.errnoCode == EACCES {
            throw Problem.privilegedPort(port)
        }
    }
}
