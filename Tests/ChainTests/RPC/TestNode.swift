import JSON
import NIOCore
import NIOPosix
import TestSupport
import WebSockets

@testable import Chain

/// A chain node on loopback that answers as a test wants.
struct TestNode: Sendable {
    /// A request as it came.
    struct Request: Sendable {
        let id: JSONValue
        let method: String
        let parameters: [JSONValue]

        init?(_ text: String) {
            guard let value = try? JSONValue.parse(text), let id = value["id"], let method = value["method"]?.text,
                let parameters = value["params"]?.list, value["jsonrpc"] == "2.0"
            else { return nil }
            self.id = id
            self.method = method
            self.parameters = parameters
        }

        func answer(_ result: JSONValue) -> String {
            JSONValue.object(["jsonrpc": "2.0", "id": id, "result": result]).serializedText
        }

        func refusal(_ error: JSONValue) -> String {
            JSONValue.object(["jsonrpc": "2.0", "id": id, "error": error]).serializedText
        }
    }

    let port: Int
    private let server: WebSocketServer
    private let running: Task<Void, any Error>

    /// A node whose connections are handled by `handler`.
    static func start(
        port: Int = 0, _ change: (inout WebSocketServer.Configuration) -> Void = { _ in },
        handler: @escaping @Sendable (WebSocketPeer) async -> Void
    ) async throws -> TestNode {
        let (ports, feed) = AsyncStream<Int>.makeStream()
        var configuration = WebSocketServer.Configuration(port: port)
        configuration.limits.connect = .seconds(120)
        change(&configuration)
        let server = WebSocketServer(
            configuration: configuration, logger: .silent, onListening: { feed.yield($0) }, handler: handler)
        // Unstructured: the node lives until `stop()`, which waits for it.
        let running = Task {
            defer { feed.finish() }
            try await server.run()
        }
        for await number in ports { return TestNode(port: number, server: server, running: running) }
        try await running.value
        throw RPCError.unreachable("the test node did not start")
    }

    /// A node that answers each request by itself.
    static func answering(
        port: Int = 0, _ answer: @escaping @Sendable (Request, WebSocketPeer) async -> Void
    ) async throws -> TestNode {
        try await start(port: port) { peer in
            for await message in peer.messages {
                guard let request = Request(message) else { return }
                await answer(request, peer)
            }
        }
    }

    /// A node that answers every request with the name of its method.
    static func friendly(port: Int = 0) async throws -> TestNode {
        try await answering(port: port) { request, peer in peer.send(request.answer(.text(request.method))) }
    }

    func stop() async {
        server.beginShutdown()
        _ = await running.result
    }

    var endpoint: WebSocketEndpoint {
        get throws { try WebSocketEndpoint("ws://127.0.0.1:\(port)") }
    }
}

/// An endpoint that accepts TCP connections and never answers.
struct SilentEndpoint: Sendable {
    let port: Int
    private let channel: any Channel

    static func start() async throws -> SilentEndpoint {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        return SilentEndpoint(port: channel.localAddress?.port ?? 0, channel: channel)
    }

    func stop() async {
        try? await channel.close()
    }

    var endpoint: WebSocketEndpoint {
        get throws { try WebSocketEndpoint("ws://127.0.0.1:\(port)") }
    }
}

extension RPCClient.Configuration {
    /// Nothing that a test does not provoke runs out, and nothing waits.
    static var test: RPCClient.Configuration {
        var configuration = RPCClient.Configuration()
        configuration.connection.connect = .seconds(120)
        configuration.silence = .seconds(120)
        configuration.limit = .seconds(120)
        configuration.patience = .seconds(120)
        configuration.pause = .milliseconds(5)
        configuration.longestPause = .milliseconds(20)
        return configuration
    }
}
