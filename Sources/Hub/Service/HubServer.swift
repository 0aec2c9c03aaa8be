import Connections
import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle

/// Serves a hub's requests over plain HTTP/1.1 until shutdown.
struct HubServer: Service {
    let configuration: HubConfiguration
    let responder: HubResponder
    let logger: Logger
    let listening: @Sendable (Int) async -> Void

    /// Bodies are files, perhaps over a slow line. Clients beat every 30 s, and need not connect anew for that.
    static let limits = ConnectionLimits(
        head: .seconds(20), body: .seconds(300), stall: .seconds(300), idle: .seconds(120), headBytes: 32 * 1_024)

    /// - Throws: ``HubProblem``, or what the network throws.
    func run() async throws {
        let (ip, port) = (configuration.ip, configuration.port)
        let application = Application(
            responder: responder,
            server: .http1(configuration: Self.limits.configuration),
            configuration: .init(
                address: .hostname(ip, port: port), availableConnectionsDelegate: MaximumAvailableConnections(2_048)),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? port
                logger.info("hub listens", metadata: ["ip": "\(ip)", "port": "\(port)"])
                await listening(port)
            },
            logger: logger)
        do {
            try await application.run()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw HubProblem.portTaken(ip: ip, port: port)
        } catch let error as IOError where error.errnoCode == EADDRNOTAVAIL {
            throw HubProblem.foreignAddress(ip: ip)
        } catch let error as IOError where error.errnoCode == EACCES {
            throw HubProblem.privilegedPort(port)
        }
    }
}
