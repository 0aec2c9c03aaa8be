package import Connections
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
    private let limits: ConnectionLimits
    private let listening: @Sendable (Int) async -> Void

    /// - Parameters:
    ///   - ip: The address to listen on; metrics name no secrets, but are nobody's business either.
    ///   - port: The port to listen on; 0 takes a free one.
    ///   - limits: What a connection may take; scrapes have no body, and there are only 32 connections.
    ///   - listening: Called with the port once requests are accepted.
    package init(
        registry: MetricsRegistry, ip: String = "127.0.0.1", port: Int, logger: Logger,
        limits: ConnectionLimits = ConnectionLimits(
            head: .seconds(10), body: .seconds(10), stall: .seconds(60), idle: .seconds(60)),
        listening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        self.registry = registry
        self.ip = ip
        self.port = port
        self.logger = logger
        self.limits = limits
        self.listening = listening
    }

    /// Serves until shutdown; scrapes in progress are answered first.
    /// - Throws: ``Problem``, or what the network throws.
    package func run() async throws {
        let application = Application(
            responder: MetricsResponder(registry: registry),
            server: .http1(configuration: limits.configuration),
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
