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
        let server = WebSocketServer(
            configuration: .init(host: ip, port: port), logger: logger,
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
