import NIOCore
import NIOPosix
import TestSupport
import Testing

@testable import WebSockets

@Suite("WebSocket client and server")
struct ConnectionTests {
    let group = MultiThreadedEventLoopGroup.singleton

    @Test("Messages arrive whole and in order, large ones too")
    func echo() async throws {
        try await TestServer.with(handler: TestServer.echo) { port, _ in
            let told = Told()
            let connection = try await told.connect("ws://127.0.0.1:\(port)/x", group: group)
            let large = String(repeating: "é", count: 500_000)
            for text in ["", "first", large, "last"] { try await connection.send(text: text) }
            var texts: [String] = []
            for await text in told.texts {
                texts.append(text)
                if texts.count == 4 { break }
            }
            #expect(texts == ["", "first", large, "last"])
            await connection.close()
            #expect(await told.close() == .ours)
            #expect(!connection.post([1]))
            await #expect(throws: WebSocketError.self) { try await connection.send(text: "late") }
        }
    }

    @Test("Three hundred connections at once are served")
    func many() async throws {
        try await TestServer.with(handler: TestServer.echo) { port, _ in
            try await withThrowingTaskGroup(of: Bool.self) { tasks in
                for number in 0..<300 {
                    tasks.addTask {
                        let told = Told()
                        let connection = try await told.connect("ws://127.0.0.1:\(port)", group: group)
                        try await connection.send(text: "\(number)")
                        let same = await told.firstText() == "\(number)"
                        await connection.close()
                        return same
                    }
                }
                for try await same in tasks { #expect(same) }
            }
        }
    }

    @Test("More connections than allowed are refused, and admitted when others are gone")
    func tooMany() async throws {
        try await TestServer.with({ $0.connections = 1 }, handler: TestServer.echo) { port, _ in
            let first = try await Told().connect("ws://127.0.0.1:\(port)", group: group)
            await #expect(throws: WebSocketError.self) {
                try await Told().connect("ws://127.0.0.1:\(port)", group: group)
            }
            await first.close()
            // The server may notice the end a moment after the client.
            var second: WebSocketConnection?
            while second == nil { second = try? await Told().connect("ws://127.0.0.1:\(port)", group: group) }
            await second?.close()
        }
    }

    @Test("A server that shuts down closes its connections and ends")
    func shutdown() async throws {
        let told = Told()
        try await TestServer.with(handler: TestServer.echo) { port, server in
            let connection = try await told.connect("ws://127.0.0.1:\(port)", group: group)
            try await connection.send(text: "x")
            #expect(await told.firstText() == "x")
            server.beginShutdown()
            #expect(await told.close() == .theirs(code: 1001))
        }
    }

    @Test("A handler that does not end is cancelled at shutdown")
    func stubbornHandler() async throws {
        try await TestServer.with(
            { $0.shutdown = .milliseconds(20) },
            handler: { peer in
                peer.send("here")
                // Until it is cancelled.
                try? await Task.sleep(for: .seconds(3600))
            },
            { port, _ in
                let told = Told()
                let connection = try await told.connect("ws://127.0.0.1:\(port)", group: group)
                #expect(await told.firstText() == "here")
                withExtendedLifetime(connection) {}
            })
    }

    @Test("A cancelled server ends")
    func cancelled() async throws {
        let (ports, port) = AsyncStream<Int>.makeStream()
        let server = WebSocketServer(
            configuration: .init(), logger: .silent, onListening: { port.yield($0) }, handler: TestServer.echo)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await server.run() }
            for await _ in ports { break }
            tasks.cancelAll()
            try await tasks.waitForAll()
        }
    }

    @Test("A port that is taken is a clear error")
    func addressInUse() async throws {
        try await TestServer.with(handler: TestServer.echo) { port, _ in
            let second = WebSocketServer(
                configuration: .init(port: port), logger: .silent, handler: TestServer.echo)
            await #expect(throws: WebSocketError.addressInUse(host: "127.0.0.1", port: port)) { try await second.run() }
        }
    }

    @Test("A server can listen again on the port of one that ended")
    func restart() async throws {
        let (ports, feed) = AsyncStream<Int>.makeStream()
        try await TestServer.with(handler: TestServer.echo) { port, _ in
            let told = Told()
            let connection = try await told.connect("ws://127.0.0.1:\(port)", group: group)
            try await connection.send(text: "x")
            _ = await told.firstText()
            feed.yield(port)
        }
        var iterator = ports.makeAsyncIterator()
        let port = try #require(await iterator.next())
        try await TestServer.with({ $0.port = port }, handler: TestServer.echo) { again, _ in #expect(again == port) }
    }

    @Test("Nobody listening, a server that is none, and silence are told apart")
    func connectFailures() async throws {
        var limits = TestServer.patient
        limits.connect = .milliseconds(200)
        let silent = try await Silent.start()
        await #expect(throws: WebSocketError.timedOut) {
            try await Told().connect("ws://127.0.0.1:\(silent.port)", limits: limits, group: group)
        }
        let free = silent.port
        await silent.stop()
        await #expect(
            performing: {
                try await Told().connect("ws://127.0.0.1:\(free)", group: group)
            },
            throws: { error in
                if case .unreachable = error as? WebSocketError { true } else { false }
            })
        try await TestServer.with(handler: { $0.drop() }) { port, _ in
            // The connection is upgraded, and cut at once: both are fine, connected or not.
            let told = Told()
            guard let connection = try? await told.connect("ws://127.0.0.1:\(port)", group: group) else { return }
            #expect(await told.close() != nil)
            withExtendedLifetime(connection) {}
        }
    }

    @Test("A connection attempt ends when its task is cancelled")
    func cancelConnect() async throws {
        let silent = try await Silent.start()
        let task = Task { try await Told().connect("ws://127.0.0.1:\(silent.port)", group: group) }
        await silent.accepted()
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        await silent.stop()
    }

    @Test("A server that sends no pong counts as gone")
    func noPong() async throws {
        var limits = TestServer.patient
        limits.ping = .milliseconds(20)
        limits.pong = .milliseconds(20)
        let mute = try await MuteServer.start()
        let told = Told()
        let connection = try await told.connect("ws://127.0.0.1:\(mute.port)", limits: limits, group: group)
        #expect(await told.close() == .silent)
        withExtendedLifetime(connection) {}
        await mute.stop()
    }
}
