import Foundation
import NIOCore
import Store
import TestSupport
import Testing
import WebSockets

@testable import AllocationAPI

@Suite(.timeLimit(.minutes(5))) struct EventConnectionTests {
    @Test("Each of many clients gets a keepalive at once, then every change, in order, and no uuid")
    func many() async throws {
        try await EventServer.with { server async throws in
            var clients: [EventListener] = []
            for _ in 0..<20 { clients.append(try await EventListener(server.address)) }
            for client in clients { #expect(try await client.next(1, keepalives: true) == ["keepalive"]) }
            #expect(server.feed.clients == 20)
            try await server.happens(.allocated, "a")
            try await server.happens(.offline, "b")
            try await server.happens(.online, "b")
            try await server.happens(.deallocated, "a")
            for client in clients {
                #expect(try await client.next(4) == ["allocated a", "offline b", "online b", "deallocated a"])
            }
            for client in clients { await client.close() }
            await until { server.feed.clients == 0 && server.journal.listeners == 0 }
        }
    }

    @Test("Keepalives go on")
    func keepalives() async throws {
        try await EventServer.with(.init(keepalive: .milliseconds(5))) { server async throws in
            let client = try await EventListener(server.address)
            #expect(try await client.next(4, keepalives: true).count == 4)
            await client.close()
        }
    }

    @Test("A client that does not read is cut off; one that does misses nothing")
    func slow() async throws {
        try await EventServer.with { server async throws in
            let slow = try await RawSocket(port: server.port)
            try await slow.send(RawSocket.upgrade())
            _ = await slow.read(until: "keepalive")
            try await slow.stopReading()
            let quick = try await EventListener(server.address)
            await until { server.journal.listeners == 2 }
            let long = String(repeating: "x", count: 32 << 10)
            var sent = 0
            while server.journal.listeners == 2, sent < 4_096 {
                for _ in 0..<32 { try await server.store.addTestNotice(.online, hotkey: long, uuid: "u", at: Date()) }
                server.journal.poke()
                sent += 32
                #expect(try await quick.next(32).count == 32)
            }
            #expect(sent < 4_096)
            await until { server.feed.clients == 1 }
            try await server.happens(.offline, "b")
            #expect(try await quick.next(1) == ["offline b"])
            await quick.close()
            await slow.close()
        }
    }

    @Test("A service that shuts down says that it goes away")
    func shutdown() async throws {
        try await EventServer.with { server async throws in
            let client = try await EventListener(server.address)
            #expect(try await client.next(1, keepalives: true) == ["keepalive"])
            let idle = try await RawSocket(port: server.port)
            await server.shutDown()
            #expect(await client.end() == .theirs(code: 1_001))
            #expect(await idle.readToEnd().isEmpty)
        }
    }

    @Test("A body that comes with the wish for another protocol is read as ever")
    func bodyAndUpgrade() async throws {
        try await EventServer.with { server async throws in
            let client = try await RawSocket(port: server.port)
            let fields = "Host: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 4\r\n"
            try await client.send("POST /echo HTTP/1.1\r\n\(fields)\r\nabcd")
            let answer = String(decoding: await client.readToEnd(), as: UTF8.self)
            #expect(answer.hasPrefix("HTTP/1.1 200"))
            #expect(answer.hasSuffix("\r\n\r\nabcd"))
        }
    }

    @Test("Ordinary requests are answered as ever, several on one connection")
    func ordinary() async throws {
        try await EventServer.with { server async throws in
            let client = try await RawSocket(port: server.port)
            try await client.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(await client.read(until: "\r\n\r\nhello").hasPrefix("HTTP/1.1 200"))
            try await client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nab")
            try await client.send("cdGET /hello HTTP/1.1\r\nHost: x\r\n\r\n")
            let both = await client.read(until: "hello")
            #expect(both.contains("\r\n\r\nabcd"))
            // Too late for a WebSocket: the answer is an ordinary one, and the last.
            try await client.send(RawSocket.upgrade(path: "/hello"))
            let last = String(decoding: await client.readToEnd(), as: UTF8.self)
            #expect(last.hasPrefix("HTTP/1.1 200"))
            #expect(last.hasSuffix("\r\n\r\nhello"))
        }
    }

    @Test(
        "A first request that asks for another WebSocket, or badly, is answered as an ordinary one",
        arguments: [
            RawSocket.upgrade(path: "/other"),
            RawSocket.upgrade().replacing("Sec-WebSocket-Version: 13", with: "Sec-WebSocket-Version: 8"),
            RawSocket.upgrade().replacing("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", with: ""),
            RawSocket.upgrade().replacing("GET", with: "DELETE"),
            RawSocket.upgrade().replacing("websocket", with: "h2c"),
            RawSocket.upgrade("Content-Length: 2\r\n") + "ab",
        ])
    func badUpgrade(_ request: String) async throws {
        try await EventServer.with { server async throws in
            let client = try await RawSocket(port: server.port)
            try await client.send(request)
            let answer = String(decoding: await client.readToEnd(), as: UTF8.self)
            #expect(answer.hasPrefix("HTTP/1.1 404"))
            #expect(answer.lowercased().contains("connection: close"))
            #expect(server.feed.clients == 0)
        }
    }

    @Test("A page of another server is refused in the error form; our own pages are not")
    func origin() async throws {
        try await EventServer.with { server async throws in
            let client = try await RawSocket(port: server.port)
            try await client.send(RawSocket.upgrade("Origin: https://evil.example\r\n"))
            let answer = String(decoding: await client.readToEnd(), as: UTF8.self)
            #expect(answer.hasPrefix("HTTP/1.1 403"))
            #expect(answer.contains("\"success\":false"))

            let own = try await RawSocket(port: server.port)
            try await own.send(RawSocket.upgrade("Origin: https://rent.example:8903\r\n"))
            #expect(await own.read(until: "keepalive").hasPrefix("HTTP/1.1 101"))
            await own.close()
        }
    }

    @Test("Who is not on the list gets no WebSocket")
    func notAllowed() async throws {
        let rules = AccessRules(clientCertificate: .optional, allowed: try AddressRanges("192.0.2.0/24"))
        try await EventServer.with(.init(rules: rules)) { server async throws in
            let client = try await RawSocket(port: server.port)
            try await client.send(RawSocket.upgrade())
            let answer = await client.read(until: "}")
            #expect(answer.hasPrefix("HTTP/1.1 403"))
            #expect(answer.contains("Access forbidden: IP not whitelisted"))
            await client.close()
        }
    }

    @Test("One client too many is told to come later; when one goes there is room")
    func tooMany() async throws {
        try await EventServer.with(.init(most: 1)) { server async throws in
            let first = try await EventListener(server.address)
            let second = try await RawSocket(port: server.port)
            try await second.send(RawSocket.upgrade())
            let answer = await second.read(until: "}").lowercased()
            #expect(answer.hasPrefix("http/1.1 503"))
            #expect(answer.contains("retry-after: "))
            await second.close()
            await first.close()
            await until { server.feed.clients == 0 }
            let third = try await EventListener(server.address)
            #expect(try await third.next(1, keepalives: true) == ["keepalive"])
            await third.close()
        }
    }

    @Test("What clients say is ignored, pings are answered, and a close is returned")
    func talking() async throws {
        try await EventServer.with { server async throws in
            let client = try await RawSocket(port: server.port)
            // The first frames come in one piece with the request.
            let hello = Array(RawSocket.upgrade().utf8) + RawSocket.frame(0x81, Array("hello".utf8))
            try await client.send(hello + RawSocket.frame(0x89, [1, 2, 3]))
            let pong: [UInt8] = [0x8a, 3, 1, 2, 3]
            let answer = await client.read { $0.contains(pong) && $0.contains(Array("keepalive".utf8)) }
            #expect(answer.contains(pong))
            try await client.send(RawSocket.frame(0x82, [0xff]))
            try await client.send(RawSocket.frame(0x88, [0x03, 0xe8]))
            #expect(await client.readToEnd() == [0x88, 2, 0x03, 0xe8])
            await until { server.feed.clients == 0 }
        }
    }

    @Test(
        "A client that breaks the protocol or a limit is cut off with its reason",
        arguments: [
            (RawSocket.frame(0x81, Array("x".utf8), isMasked: false), 1_002),
            (RawSocket.frame(0x83), 1_002), (RawSocket.frame(0xc1), 1_002),
            (RawSocket.frame(0x81, Array(repeating: 0x61, count: 5_000)), 1_009),
        ] as [([UInt8], Int)])
    func violations(_ frame: [UInt8], _ code: Int) async throws {
        try await EventServer.with { server async throws in
            let client = try await RawSocket(port: server.port)
            try await client.send(RawSocket.upgrade())
            _ = await client.read(until: "keepalive")
            try await client.send(frame)
            #expect(await client.readToEnd().contains([0x88, 2, UInt8(code >> 8), UInt8(code & 0xff)]))
            await until { server.feed.clients == 0 }
        }
    }

    @Test(
        "Bytes that are no HTTP, and too many headers, are answered 400 in the error form, and the connection ends",
        arguments: [
            "\u{16}\u{3}\u{1}\0\r\n\r\n", "HELLO\r\n\r\n",
            "GET /hello HTTP/1.1\r\n" + String(repeating: "a: b\r\n", count: 1_000) + "\r\n",
        ])
    func garbage(_ bytes: String) async throws {
        try await EventServer.with { server async throws in
            let client = try await RawSocket(port: server.port)
            try await client.send(bytes)
            let answer = String(decoding: await client.readToEnd(), as: UTF8.self)
            #expect(answer.hasPrefix("HTTP/1.1 400"))
            #expect(answer.contains("\"message\":\"Bad Request\"") && answer.contains("\"success\":false"))
        }
    }

    @Test("A client that hangs up without a word is forgotten at once")
    func hangsUp() async throws {
        try await EventServer.with { server async throws in
            for isHalf in [false, true] {
                let client = try await RawSocket(port: server.port)
                try await client.send(RawSocket.upgrade())
                _ = await client.read(until: "keepalive")
                #expect(server.feed.clients == 1)
                if isHalf { try await client.closeOutput() } else { await client.close() }
                await until { server.feed.clients == 0 && server.journal.listeners == 0 }
                await client.close()
            }
        }
    }

    @Test("A connection that never asks is closed", arguments: ["", "GET /connect HTTP/1.1\r\nHost: x\r\n"])
    func silent(_ bytes: String) async throws {
        try await EventServer.with(.init(firstRequest: .milliseconds(50))) { server async throws in
            let client = try await RawSocket(port: server.port)
            // On a busy machine the time may be over before.
            if !bytes.isEmpty { try? await client.send(bytes) }
            #expect(await client.readToEnd().isEmpty)
        }
    }

    @Test("Over TLS a client without the certificate that is required gets no WebSocket, elsewhere it does")
    func tls() async throws {
        try await withCertificateMaker { maker async throws in
            let paths = try maker.makeAll()
            let authority = [UInt8](try Data(contentsOf: URL(filePath: paths.ca)))
            let tls = ServerTLS(
                keyPath: paths.serverKey, certificatePath: paths.server, authorityPath: paths.ca,
                clientCertificates: .optional)
            try await EventServer.with(.init(tls: tls)) { server async throws in
                let client = try await EventListener(
                    "wss://127.0.0.1:\(server.port)/connect", trust: .certificates(pem: authority))
                #expect(try await client.next(1, keepalives: true) == ["keepalive"])
                await client.close()
            }
            let rules = AccessRules(clientCertificate: .required)
            try await EventServer.with(.init(rules: rules, tls: tls)) { server async throws in
                await #expect(throws: WebSocketError.notUpgraded) {
                    _ = try await EventListener(
                        "wss://127.0.0.1:\(server.port)/connect", trust: .certificates(pem: authority))
                }
            }
        }
    }
}
