import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import ServiceLifecycle
import Store
import TestSupport
import WebSockets

@testable import AllocationAPI

/// A server that has ordinary routes and `/connect`.
struct EventServer: Sendable {
    let port: Int
    let store: MemoryStore
    let journal: Journal
    let feed: EventFeed
    /// Ends the server as a process that is told to stop ends it.
    let shutDown: @Sendable () async -> Void

    struct Settings: Sendable {
        var most = 512
        var keepalive = Duration.seconds(3_600)
        var firstRequest = TimeAmount.seconds(60)
        var rules = AccessRules(clientCertificate: .optional)
        var tls: ServerTLS?
        var admits: @Sendable (any Channel) -> Bool = { _ in true }
        var logger = Logger.silent
    }

    /// Runs `body` with a server; the journal looks at the store only when poked.
    static func with(
        _ settings: Settings = Settings(), _ body: @escaping @Sendable (EventServer) async throws -> Void
    ) async throws {
        let store = MemoryStore()
        let journal = Journal(store: store, interval: .seconds(3_600), logger: .silent)
        await journal.read()
        let feed = EventFeed(journal: journal, most: settings.most, keepalive: settings.keepalive)
        let router = Router(context: BasicRequestContext.self)
        router.get("/hello") { _, _ in "hello" }
        router.post("/echo") { request, _ in
            String(buffer: try await request.body.collect(upTo: 1_024))
        }
        router.on("/last", method: .get) { _, _ in Self.lastAnswer }
        router.post("/last") { _, _ in Self.lastAnswer }
        var server = HTTPServerBuilder.http1WithEvents(
            configuration: .init(
                idleTimeout: .seconds(60),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: 16 * 1_024, maxHeaderListSize: 16 * 1_024, maxHeaderFieldCount: 64)),
            events: feed, firstRequest: settings.firstRequest,
            admits: settings.admits, rules: settings.rules)
        if let tls = settings.tls { server = try .tls(server, tlsConfiguration: tls.configuration()) }
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            responder: router.buildResponder(), server: server,
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { port.yield($0.localAddress?.port ?? 0) }, logger: settings.logger)
        let services = ServiceGroup(
            configuration: .init(services: [journal, application], logger: .silent))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await services.run() }
            for await number in ports {
                try await body(
                    EventServer(
                        port: number, store: store, journal: journal, feed: feed,
                        shutDown: { await services.triggerGracefulShutdown() }))
                break
            }
            await services.triggerGracefulShutdown()
            try await group.waitForAll()
        }
    }

    /// An answer that closes its connection.
    private static var lastAnswer: Response {
        Response(status: .forbidden, headers: [.connection: "close"], body: .init(byteBuffer: ByteBuffer(string: "{}")))
    }

    var address: String { "ws://127.0.0.1:\(port)/connect" }

    /// Something happens to the rental of `hotkey`.
    func happens(_ kind: Notice.Kind, _ hotkey: String) async throws {
        try await store.addTestNotice(kind, hotkey: hotkey, uuid: "uuid-canary", at: Date())
        journal.poke()
    }
}
