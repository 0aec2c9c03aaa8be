import JSON
import Synchronization
import Testing
import WebSockets

@testable import Chain

@Suite("RPC client and nodes that fail")
struct RPCFaultTests {
    /// Cuts the first connections in the middle of an answer, then behaves.
    static func cutting(_ cuts: Int, seen: AsyncStream<String>.Continuation) async throws -> TestNode {
        let left = Atomic(cuts)
        let letters = [UInt8](repeating: UInt8(ascii: "a"), count: 12 << 20)
        let long = #"{"jsonrpc":"2.0","result":""# + String(decoding: letters, as: UTF8.self)
        return try await TestNode.answering { request, peer in
            seen.yield(request.method)
            if left.subtract(1, ordering: .relaxed).oldValue > 0 {
                // More than the socket takes at once, so that only the beginning of the frame goes out.
                peer.send(long)
                peer.drop()
            } else {
                peer.send(request.answer("whole"))
            }
        }
    }

    @Test("A connection cut in the middle of an answer: calls are sent again")
    func repeated() async throws {
        let (seen, feed) = AsyncStream<String>.makeStream()
        let node = try await Self.cutting(2, seen: feed)
        try await RPCClientTests.with([node.endpoint]) { client async throws in
            #expect(try await client.call("state_getMetadata") == "whole")
        }
        await node.stop()
        feed.finish()
        #expect(
            await seen.reduce(into: []) { $0.append($1) } == [
                "state_getMetadata", "state_getMetadata", "state_getMetadata",
            ])
    }

    @Test("A submission is never sent again", arguments: ["author_submitExtrinsic", "author_submitAndWatchExtrinsic"])
    func submission(_ method: String) async throws {
        let (seen, feed) = AsyncStream<String>.makeStream()
        let node = try await Self.cutting(1, seen: feed)
        try await RPCClientTests.with([node.endpoint]) { client async throws in
            await #expect(throws: RPCError.connectionLost(sent: true)) {
                if method == "author_submitExtrinsic" {
                    _ = try await client.call(method, ["0x00"])
                } else {
                    _ = try await client.subscribe(method, ["0x00"], unsubscribe: "author_unwatchExtrinsic")
                }
            }
            #expect(try await client.call("after") == "whole")
        }
        await node.stop()
        feed.finish()
        #expect(await seen.reduce(into: []) { $0.append($1) } == [method, "after"])
    }

    @Test("A call whose answer always breaks the connection is given up")
    func attempts() async throws {
        let (_, feed) = AsyncStream<String>.makeStream()
        let node = try await Self.cutting(.max, seen: feed)
        try await RPCClientTests.with([node.endpoint]) { client async throws in
            await #expect(throws: RPCError.connectionLost(sent: true)) { try await client.call("x") }
        }
        await node.stop()
    }

    @Test("A node that restarts on its port is used again, and a call in flight gets its answer")
    func restart() async throws {
        let (arrived, feed) = AsyncStream<Void>.makeStream()
        let first = try await TestNode.answering { request, peer in
            if request.method == "quick" { peer.send(request.answer("first")) } else { feed.yield() }
        }
        try await RPCClientTests.with([first.endpoint]) { client async throws in
            #expect(try await client.call("quick") == "first")
            async let slow = client.call("slow")
            for await _ in arrived { break }
            await first.stop()
            let second = try await TestNode.friendly(port: first.port)
            #expect(try await slow == "slow")
            #expect(try await client.call("quick") == "quick")
            await second.stop()
        }
    }

    @Test("A node that is away: calls fail as unreachable when their patience ends, and work once it is back")
    func away() async throws {
        let first = try await TestNode.friendly()
        let port = first.port
        await first.stop()
        let endpoint = try WebSocketEndpoint("ws://127.0.0.1:\(port)")
        try await RPCClientTests.with([endpoint], { $0.patience = .milliseconds(30) }) { client async throws in
            do {
                _ = try await client.call("x")
                Issue.record("the call succeeded")
            } catch {
                guard case .unreachable = error as? RPCError else { throw error }
            }
            let second = try await TestNode.friendly(port: port)
            #expect(try await client.call("x") == "x")
            await second.stop()
        }
    }

    @Test("No endpoint at all is unreachable")
    func noEndpoint() async throws {
        try await RPCClientTests.with([]) { client async throws in
            await #expect(throws: RPCError.unreachable("no endpoint is configured")) { try await client.call("x") }
        }
    }

    @Test("Endpoints that refuse, are silent before or after the upgrade, or send garbage give way to the fallback")
    func fallback() async throws {
        let gone = try await TestNode.friendly()
        await gone.stop()
        let silent = try await SilentEndpoint.start()
        let mute = try await TestNode.answering { _, _ in }
        let garbage = try await TestNode.answering { _, peer in peer.send("<html>") }
        let good = try await TestNode.friendly()
        let endpoints = try [gone.endpoint, silent.endpoint, mute.endpoint, garbage.endpoint, good.endpoint]
        let change: (inout RPCClient.Configuration) -> Void = {
            $0.connection.connect = .milliseconds(150)
            $0.silence = .milliseconds(150)
            $0.attempts = 50
        }
        try await RPCClientTests.with(endpoints, change) { client async throws in
            #expect(try await client.call("x") == "x")
            #expect(try await client.call("y") == "y")
        }
        await silent.stop()
        for node in [mute, garbage, good] { await node.stop() }
    }

    @Test("After a while on the fallback, the first endpoint is used again")
    func returning() async throws {
        let first = try await TestNode.friendly()
        let port = first.port
        await first.stop()
        let fallback = try await TestNode.answering { request, peer in peer.send(request.answer("fallback")) }
        try await RPCClientTests.with(
            [WebSocketEndpoint("ws://127.0.0.1:\(port)"), fallback.endpoint], { $0.returning = .zero }
        ) { client async throws in
            #expect(try await client.call("x") == "fallback")
            let again = try await TestNode.friendly(port: port)
            #expect(try await client.call("x") == "x")
            await again.stop()
        }
        await fallback.stop()
    }

    @Test("A node that stays silent after the upgrade is unusable, not for ever waited for")
    func silentNode() async throws {
        let silent = try await SilentEndpoint.start()
        try await RPCClientTests.with([silent.endpoint], { $0.limit = .milliseconds(80) }) { client async throws in
            do {
                _ = try await client.call("x")
                Issue.record("the call succeeded")
            } catch {
                guard case .unreachable = error as? RPCError else { throw error }
            }
        }
        await silent.stop()
    }

    @Test(
        "A node that sends garbage loses its connection, and the call gets its answer from the next",
        arguments: [
            "<html>", "", "[", "1", "\"x\"", "null", "[{\"id\":1,\"result\":1}]", "{\"id\":1,\"result\":",
            "{\"id\":01}",
            String(repeating: "[", count: 100_000), String(repeating: "{\"id\":", count: 1000), "{}{}", "\u{feff}{}",
        ])
    func garbage(_ frame: String) async throws {
        let bad = try await TestNode.answering { _, peer in peer.send(frame) }
        let good = try await TestNode.friendly()
        try await RPCClientTests.with([bad.endpoint, good.endpoint]) { client async throws in
            #expect(try await client.call("x") == "x")
        }
        await bad.stop()
        await good.stop()
    }

    @Test("An answer beyond the limit ends the connection, and the call is asked elsewhere")
    func oversized() async throws {
        let bad = try await TestNode.answering { request, peer in
            peer.send(request.answer(.text(String(repeating: "a", count: 5000))))
        }
        let good = try await TestNode.friendly()
        try await RPCClientTests.with([bad.endpoint, good.endpoint], { $0.connection.message = 4000 }) {
            client async throws in
            #expect(try await client.call("x") == "x")
        }
        await bad.stop()
        await good.stop()
    }
}
