import NIOCore
import NIOPosix
import NIOWebSocket
import TestSupport
import Testing
import WebSockets

@Suite("WebSocket protocol violations")
struct ProtocolTests {
    let group = MultiThreadedEventLoopGroup.singleton

    static func frame(
        _ opcode: WebSocketOpcode, _ text: String, fin: Bool = true, rsv1: Bool = false,
        mask: WebSocketMaskingKey? = nil
    ) -> WebSocketFrame {
        WebSocketFrame(fin: fin, rsv1: rsv1, opcode: opcode, maskKey: mask, data: ByteBuffer(string: text))
    }

    /// A request for a WebSocket that offers an extension.
    private static let upgrade = RawSocket.upgrade(
        "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n", path: "/")

    @Test("Fragments with a ping between them become one message")
    func fragments() async throws {
        let mute = try await MuteServer.start([
            Self.frame(.text, "one ", fin: false), Self.frame(.ping, "p"), Self.frame(.continuation, "", fin: false),
            Self.frame(.continuation, "two"), Self.frame(.text, "next"),
        ])
        let told = Told()
        let connection = try await told.connect("ws://127.0.0.1:\(mute.port)", group: group)
        var texts: [String] = []
        for await text in told.texts {
            texts.append(text)
            if texts.count == 2 { break }
        }
        #expect(texts == ["one two", "next"])
        connection.drop(.ours)
        await mute.stop()
    }

    @Test(
        "A client ends the connection to a server that breaks the protocol or a limit",
        arguments: [
            [frame(.text, "x", rsv1: true)], [frame(.text, "x", mask: [1, 2, 3, 4])], [frame(.continuation, "x")],
            [frame(.text, "a", fin: false), frame(.text, "b")], [frame(.binary, "x")],
            [frame(.text, String(repeating: "x", count: 2000))],
            [
                frame(.text, String(repeating: "x", count: 900), fin: false),
                frame(.continuation, String(repeating: "x", count: 900)),
            ],
            Array(repeating: frame(.text, "", fin: false), count: 1)
                + Array(repeating: frame(.continuation, "", fin: false), count: 99),
            [frame(.ping, "x", fin: false)], [frame(.ping, String(repeating: "x", count: 200))],
            [frame(.connectionClose, "x")], [frame(WebSocketOpcode(encodedWebSocketOpcode: 5) ?? .text, "x")],
        ])
    func violations(_ frames: [WebSocketFrame]) async throws {
        let mute = try await MuteServer.start(frames)
        var limits = TestServer.patient
        limits.message = 1000
        limits.fragments = 10
        let told = Told()
        let connection = try await told.connect("ws://127.0.0.1:\(mute.port)", limits: limits, group: group)
        let close = await told.close()
        if case .violation = close {} else { Issue.record("\(String(describing: close))") }
        withExtendedLifetime(connection) {}
        await mute.stop()
    }

    @Test("A close of the server is answered, and its code told")
    func serverCloses() async throws {
        var code = ByteBuffer()
        code.writeInteger(UInt16(4001))
        let mute = try await MuteServer.start([WebSocketFrame(fin: true, opcode: .connectionClose, data: code)])
        let told = Told()
        let connection = try await told.connect("ws://127.0.0.1:\(mute.port)", group: group)
        #expect(await told.close() == .theirs(code: 4001))
        withExtendedLifetime(connection) {}
        await mute.stop()
    }

    @Test("The server upgrades without an extension, answers pings, and closes when asked to")
    func wellBehaved() async throws {
        try await TestServer.with(handler: TestServer.echo) { port, _ in
            let (socket, head) = try await RawSocket.upgraded(port: port, Self.upgrade)
            #expect(head.hasPrefix("HTTP/1.1 101 "))
            #expect(head.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="))
            #expect(!head.lowercased().contains("extensions"))
            try await socket.send(RawSocket.frame(0x89, [1, 2]))
            #expect(await socket.read { $0.count >= 4 } == [0x8a, 2, 1, 2])
            try await socket.send(RawSocket.frame(0x01, [0x61]) + RawSocket.frame(0x80, [0x62]))
            #expect(await socket.read { $0.count >= 4 } == [0x81, 2, 0x61, 0x62])
            try await socket.send(RawSocket.frame(0x88, [0x03, 0xe8]))
            #expect(await socket.readToEnd() == [0x88, 2, 0x03, 0xe8])
        }
    }

    @Test(
        "A client that breaks the protocol is told the code and loses its connection",
        arguments: [
            (RawSocket.frame(0x81, [0x61], isMasked: false), 1002), (RawSocket.frame(0xc1, [0x61]), 1002),
            (RawSocket.frame(0x81, [0xff]), 1003), (RawSocket.frame(0x82, [1]), 1003),
            (RawSocket.frame(0x80, []), 1002),
            ([0x81, 0xff, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0], 1009),
            ([0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0], 1009),
            (RawSocket.frame(0x81, [UInt8](repeating: 0x61, count: 1001)), 1009),
        ] as [([UInt8], Int)])
    func clientViolations(_ bytes: [UInt8], _ code: Int) async throws {
        try await TestServer.with({ $0.limits.message = 1000 }, handler: TestServer.echo) { port, _ in
            let (socket, _) = try await RawSocket.upgraded(port: port, Self.upgrade)
            try await socket.send(bytes)
            #expect(await socket.readToEnd() == [0x88, 2, UInt8(code >> 8), UInt8(code & 0xff)])
        }
    }

    @Test(
        "HTTP without upgrade gets a short 426, garbage gets nothing",
        arguments: [
            ("GET / HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 426 "),
            ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}", "HTTP/1.1 426 "),
            (
                "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Key: x\r\nSec-WebSocket-Version: 12\r\n\r\n", "HTTP/1.1 426 "
            ),
        ])
    func plainHTTP(_ request: String, _ status: String) async throws {
        try await TestServer.with(handler: TestServer.echo) { port, _ in
            let socket = try await RawSocket(port: port)
            try await socket.send(request)
            #expect(String(decoding: await socket.readToEnd(), as: UTF8.self).hasPrefix(status))
        }
    }

    @Test("Bytes that are no HTTP end the connection")
    func garbage() async throws {
        try await TestServer.with(handler: TestServer.echo) { port, _ in
            let socket = try await RawSocket(port: port)
            try await socket.send([0x16, 3, 1, 0, 0xff, 0, 13, 10, 13, 10])
            _ = await socket.readToEnd()
        }
    }

    @Test("A connection that never asks for anything is closed")
    func idle() async throws {
        try await TestServer.with({ $0.limits.connect = .milliseconds(30) }, handler: TestServer.echo) { port, _ in
            let socket = try await RawSocket(port: port)
            #expect(await socket.readToEnd().isEmpty)
        }
    }

    @Test("A peer that answers no ping is closed")
    func halfOpen() async throws {
        let change: @Sendable (inout WebSocketServer.Configuration) -> Void = {
            $0.limits.ping = .milliseconds(20)
            $0.limits.pong = .milliseconds(20)
        }
        try await TestServer.with(change, handler: TestServer.echo) { port, _ in
            let socket = try await RawSocket(port: port)
            try await socket.send(Self.upgrade)
            #expect(await socket.readToEnd().suffix(2) == [0x89, 0])
        }
    }

    @Test("A peer that does not read what it asked for is dropped, others go on")
    func slowReader() async throws {
        let (drops, feed) = AsyncStream<UInt64>.makeStream()
        let handler: @Sendable (WebSocketPeer) async -> Void = { peer in
            for await message in peer.messages {
                if message == "flood" {
                    let much = [UInt8](repeating: 0x61, count: 1 << 20)
                    while peer.send(much) {}
                    feed.yield(peer.id)
                } else {
                    peer.send(message)
                }
            }
        }
        try await TestServer.with({ $0.limits.outgoing = 8 << 20 }, handler: handler) { port, _ in
            let (socket, _) = try await RawSocket.upgraded(port: port, Self.upgrade)
            try await socket.stopReading()
            try await socket.send(RawSocket.frame(0x81, Array("flood".utf8)))
            for await _ in drops { break }
            let told = Told()
            let connection = try await told.connect("ws://127.0.0.1:\(port)", group: group)
            try await connection.send(text: "alive")
            #expect(await told.firstText() == "alive")
            await connection.close()
            await socket.close()
        }
    }

    @Test("A peer that sends faster than it is handled is read on later, and nothing is lost")
    func fastSender() async throws {
        let (gate, open) = AsyncStream<Void>.makeStream()
        let handler: @Sendable (WebSocketPeer) async -> Void = { peer in
            for await _ in gate { break }
            var count = 0
            for await message in peer.messages {
                count += 1
                if message == "end" { peer.send("\(count)") }
            }
        }
        try await TestServer.with({ $0.backlog = 1000 }, handler: handler) { port, _ in
            let told = Told()
            let connection = try await told.connect("ws://127.0.0.1:\(port)", group: group)
            for _ in 0..<5000 { #expect(connection.post([UInt8](repeating: 0x61, count: 200))) }
            #expect(connection.post(Array("end".utf8)))
            open.yield()
            #expect(await told.firstText() == "5001")
            await connection.close()
        }
    }
}
