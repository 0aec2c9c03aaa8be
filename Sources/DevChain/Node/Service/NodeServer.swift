import Logging
import ServiceLifecycle
import WebSockets

/// Serves the node's interface over WebSocket.
struct NodeServer: Service {
    let node: DevNode
    let ip: String
    let port: Int
    let logger: Logger
    let listening: @Sendable (Int) async -> Void

    func run() async throws {
        var configuration = WebSocketServer.Configuration(host: ip, port: port)
        // A development machine may be busy with other things for longer than a public node's clients would wait.
        configuration.limits.connect = .seconds(60)
        let server = WebSocketServer(
            configuration: configuration, logger: logger,
            onListening: { port in
                logger.info(
                    "the development chain listens", metadata: ["address": "ws://\(ip):\(port)"])
                await listening(port)
            },
            handler: { peer in
                let connection = await node.connect { peer.send($0) }
                // Parsed here and not by the node: a huge frame delays nobody else.
                for await text in peer.messages { await node.handle(RPCRequest.read(text), from: connection) }
                await node.disconnect(connection)
            })
        try await withGracefulShutdownHandler {
            try await server.run()
        } onGracefulShutdown: {
            server.beginShutdown()
        }
    }
}
