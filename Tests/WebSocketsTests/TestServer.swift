import NIOCore
import TestSupport
import WebSockets

/// Helpers to run a server for the time of a test.
enum TestServer {
    /// Runs `body` with the port of a server whose peers are handled by `handler`.
    static func with(
        _ change: (inout WebSocketServer.Configuration) -> Void = { _ in },
        handler: @escaping @Sendable (WebSocketPeer) async -> Void,
        _ body: @escaping @Sendable (Int, WebSocketServer) async throws -> Void
    ) async throws {
        var configuration = WebSocketServer.Configuration()
        configuration.limits.connect = patient.connect
        change(&configuration)
        let (ports, port) = AsyncStream<Int>.makeStream()
        let server = WebSocketServer(
            configuration: configuration, logger: .silent, onListening: { port.yield($0) }, handler: handler)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            for await number in ports {
                try await body(number, server)
                break
            }
            server.beginShutdown()
            try await group.waitForAll()
        }
    }

    /// A busy machine may take long to connect; only tests of that limit have a short one.
    static var patient: WebSocketLimits {
        var limits = WebSocketLimits()
        limits.connect = .seconds(120)
        return limits
    }

    /// Sends everything back.
    static let echo: @Sendable (WebSocketPeer) async -> Void = { peer in
        for await message in peer.messages { peer.send(message) }
    }
}

/// What a connection of the client has told.
struct Told: Sendable {
    let texts: AsyncStream<String>
    let closes: AsyncStream<WebSocketClose>
    private let text: AsyncStream<String>.Continuation
    private let close: AsyncStream<WebSocketClose>.Continuation

    init() {
        (texts, text) = AsyncStream.makeStream()
        (closes, close) = AsyncStream.makeStream()
    }

    func connect(
        _ url: String, limits: WebSocketLimits = TestServer.patient, trust: WebSocketTrust = .system,
        group: any EventLoopGroup
    ) async throws -> WebSocketConnection {
        let text = text
        let close = close
        return try await WebSocketConnection.connect(
            WebSocketEndpoint(url), on: group, limits: limits, trust: trust,
            onText: { text.yield(String(decoding: $0, as: UTF8.self)) },
            onClose: { reason in
                close.yield(reason)
                text.finish()
                close.finish()
            })
    }

    func firstText() async -> String? {
        for await text in texts { return text }
        return nil
    }

    func close() async -> WebSocketClose? {
        for await close in closes { return close }
        return nil
    }
}
