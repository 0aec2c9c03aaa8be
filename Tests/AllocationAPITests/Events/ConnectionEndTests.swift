import Connections
import Foundation
import HTTPTypes
import Logging
import NIOCore
import TestSupport
import Testing

@testable import AllocationAPI

/// How connections end, or do not begin, and what is written down about it.
@Suite(.timeLimit(.minutes(5))) struct ConnectionEndTests {
    @Test("What is no request is answered in the error form on a connection that is in use, too, after what was asked")
    func laterGarbage() async throws {
        try await EventServer.with { server async throws in
            let client = try await RawSocket(port: server.port)
            try await client.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(await client.read(until: "\r\n\r\nhello").hasPrefix("HTTP/1.1 200"))
            try await client.send("HELLO\r\n\r\n")
            let later = String(decoding: await client.readToEnd(), as: UTF8.self)
            #expect(later.hasPrefix("HTTP/1.1 400"))
            #expect(later.contains("\"message\":\"Bad Request\"") && later.lowercased().contains("connection: close"))

            let hasty = try await RawSocket(port: server.port)
            try await hasty.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\nHELLO\r\n\r\n")
            let both = String(decoding: await hasty.readToEnd(), as: UTF8.self)
            let answers = both.components(separatedBy: "HTTP/1.1 ").map { $0.prefix(3) }
            #expect(answers == ["", "200", "400"])
            #expect(both.hasSuffix("}"))
        }
    }

    @Test("A body that stops being HTTP is the request's error, not the service's")
    func brokenBody() async throws {
        let endpoint = Endpoint(method: .post, path: "/x", summary: "s", group: .service, answers: []) { _ in
            JSONAnswer.make(["ok": true])
        }
        try await EndpointServer.with([endpoint]) { server async throws in
            let text = try await server.exchange(
                "POST /x HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n")
            #expect(text.hasPrefix("HTTP/1.1 400"))
            #expect(text.contains("\"message\":\"Bad Request\""))
        }
    }

    @Test("An answer that closes its connection is the last: after the body it is for, before what was asked behind it")
    func last() async throws {
        try await EventServer.with { server async throws in
            let client = try await RawSocket(port: server.port)
            let get = "GET /last HTTP/1.1\r\nHost: x\r\n\r\n"
            try await client.send(get + "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n")
            let only = String(decoding: await client.readToEnd(), as: UTF8.self)
            #expect(only.hasPrefix("HTTP/1.1 403") && only.hasSuffix("{}"))

            let writing = try await RawSocket(port: server.port)
            try await writing.send("POST /last HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nab")
            #expect(await writing.read(until: "{}").hasPrefix("HTTP/1.1 403"))
            try await writing.send("cd")
            #expect(await writing.readToEnd().isEmpty)
        }
    }

    @Test("Who has enough connections gets no other until one ends; the others do")
    func quota() async throws {
        let quota = AddressQuota(most: 1, countsLoopback: true)
        try await EventServer.with(.init(admits: { quota.admit($0) })) { server async throws in
            let first = try await RawSocket(port: server.port)
            try await first.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(await first.read(until: "\r\n\r\nhello").hasPrefix("HTTP/1.1 200"))
            let second = try await RawSocket(port: server.port)
            // It may be closed before anything is written.
            try? await second.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(await second.readToEnd().isEmpty)
            await first.close()
            await until { quota.connections == 0 }
            let third = try await EventListener(server.address)
            #expect(try await third.next(1, keepalives: true) == ["keepalive"])
            await third.close()
        }
    }

    @Test(
        "Addresses on the list have as many connections as they like; those that are not share a few",
        arguments: [("127.0.0.0/8", true), ("192.0.2.0/24", false), (nil, false)] as [(String?, Bool)])
    func admission(_ list: String?, _ isAdmitted: Bool) async throws {
        let admits = APIServer.admission(
            try list.map { try AddressRanges($0) }, most: 0, countsLoopback: true)
        try await EventServer.with(.init(admits: admits)) { server async throws in
            let client = try await RawSocket(port: server.port)
            try? await client.send("GET /last HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(await client.readToEnd().isEmpty == !isAdmitted)
        }
    }

    @Test("A WebSocket is two lines in the log: who came, and when he went")
    func log() async throws {
        let lines = LogLines()
        try await EventServer.with(.init(logger: Logger(label: "t", factory: { _ in lines }))) { server async throws in
            let client = try await EventListener(server.address)
            #expect(try await client.next(1, keepalives: true) == ["keepalive"])
            await client.close()
            await until { lines.all.contains { $0.hasPrefix("websocket closed") } }
        }
        let lasting = lines.all.filter { $0.hasPrefix("websocket") }
        #expect(lasting.count == 2)
        #expect(lasting.first == "websocket connected remote=127.0.0.1")
        #expect(lasting.last?.hasPrefix("websocket closed remote=127.0.0.1 s=") == true)
    }
}
