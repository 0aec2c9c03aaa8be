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

    /// - Throws: ``HubProblem``, or what the network throws.
    func run() async throws {
        let (ip, port) = (configuration.ip, configuration.port)
        let limits = HTTP1Channel.Configuration.DecoderConfiguration(
            maxHeaderFieldSize: 16 * 1_024, maxHeaderListSize: 32 * 1_024, maxHeaderFieldCount: 64)
        let application = Application(
            responder: responder,
            // Clients beat every 30 s, and need not connect anew for that.
            server: .http1(configuration: .init(idleTimeout: .seconds(120), httpDecoderConfiguration: limits)),
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
