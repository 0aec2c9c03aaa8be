import JSON
import Testing
import WebSockets

@testable import Chain

@Suite("RPC subscriptions")
struct RPCSubscriptionTests {
    static func note(_ id: JSONValue, _ result: JSONValue) -> String {
        JSONValue.object([
            "jsonrpc": "2.0", "method": "chain_newHead", "params": ["subscription": id, "result": result],
        ]).serializedText
    }

    static func taken(_ count: Int, of subscription: RPCSubscription) async throws -> [JSONValue] {
        var taken: [JSONValue] = []
        for try await value in subscription {
            taken.append(value)
            if taken.count == count { break }
        }
        return taken
    }

    @Test(
        "Notifications come in order, also those before the answer, whatever the id looks like",
        arguments: ["sub", 7] as [JSONValue])
    func order(_ id: JSONValue) async throws {
        let node = try await TestNode.answering { request, peer in
            peer.send(Self.note(id, 0))
            peer.send(Self.note("other", "not ours"))
            peer.send(Self.note(id, 1))
            peer.send(request.answer(id))
            for number in 2..<100 { peer.send(Self.note(id, .integer(Int64(number)))) }
        }
        try await RPCClientTests.with([node.endpoint]) { client async throws in
            let heads = try await client.subscribe("chain_subscribeNewHeads", [], unsubscribe: "chain_unsubscribe")
            #expect(try await Self.taken(100, of: heads) == (0..<100).map { .integer($0) })
        }
        await node.stop()
    }

    @Test("Two subscriptions do not mix, and a cancelled one ends and is told to the node")
    func cancel() async throws {
        let (seen, feed) = AsyncStream<[JSONValue]>.makeStream()
        let node = try await TestNode.answering { request, peer in
            if request.method == "unsubscribe" {
                feed.yield(request.parameters)
                peer.send(request.answer(true))
                for name in ["a", "b"] as [JSONValue] { peer.send(Self.note(name, "late")) }
            } else {
                guard let name = request.parameters.first else { return }
                peer.send(request.answer(name))
                peer.send(Self.note(name, name))
            }
        }
        try await RPCClientTests.with([node.endpoint]) { client async throws in
            let first = try await client.subscribe("s", ["a"], unsubscribe: "unsubscribe")
            let second = try await client.subscribe("s", ["b"], unsubscribe: "unsubscribe")
            var iterator = first.makeAsyncIterator()
            #expect(try await iterator.next() == "a")
            await first.cancel()
            #expect(try await iterator.next() == nil)
            #expect(try await Self.taken(2, of: second) == ["b", "late"])
            await first.cancel()
        }
        await node.stop()
        feed.finish()
        let unsubscribed = await seen.reduce(into: [[JSONValue]]()) { $0.append($1) }
        #expect(unsubscribed.contains(["a"]))
    }

    @Test("A subscription that is dropped is told to the node, too")
    func dropped() async throws {
        let (seen, feed) = AsyncStream<JSONValue>.makeStream()
        let node = try await TestNode.answering { request, peer in
            if request.method == "unsubscribe", let id = request.parameters.first { feed.yield(id) }
            peer.send(request.answer("sub"))
        }
        try await RPCClientTests.with([node.endpoint]) { client async throws in
            _ = try await client.subscribe("s", [], unsubscribe: "unsubscribe")
            for await id in seen {
                #expect(id == "sub")
                break
            }
            #expect(try await client.call("x") == "sub")
        }
        await node.stop()
    }

    @Test("The loss of the connection ends a subscription with an error, after what came before")
    func lost() async throws {
        let node = try await TestNode.answering { request, peer in
            if request.method == "cut" { return peer.drop() }
            peer.send(request.answer("sub"))
            peer.send(Self.note("sub", 1))
        }
        try await RPCClientTests.with([node.endpoint], { $0.attempts = 1 }) { client async throws in
            let subscription = try await client.subscribe("s", [], unsubscribe: "unsubscribe")
            var iterator = subscription.makeAsyncIterator()
            #expect(try await iterator.next() == 1)
            await #expect(throws: RPCError.connectionLost(sent: true)) { try await client.call("cut") }
            do {
                _ = try await iterator.next()
                Issue.record("the subscription goes on")
            } catch {
                #expect(error as? RPCError == .connectionLost(sent: true))
            }
            await subscription.cancel()
        }
        await node.stop()
    }

    @Test("A shut down client ends its subscriptions")
    func shutdown() async throws {
        let node = try await TestNode.answering { request, peer in peer.send(request.answer("sub")) }
        try await RPCClientTests.with([node.endpoint]) { client async throws in
            let subscription = try await client.subscribe("s", [], unsubscribe: "unsubscribe")
            await client.shutdown()
            await #expect(throws: RPCError.closed) { for try await _ in subscription {} }
        }
        await node.stop()
    }

    @Test(
        "A subscribe answer that is no id is malformed, an error is given on",
        arguments: [.null, ["x"], .number(1.5)] as [JSONValue])
    func malformed(_ id: JSONValue) async throws {
        let node = try await TestNode.answering { request, peer in
            peer.send(
                request.method == "bad" ? request.refusal(["code": 1, "message": "no"]) : request.answer(id))
        }
        try await RPCClientTests.with([node.endpoint]) { client async throws in
            await #expect(throws: RPCError.malformed("no subscription id")) {
                _ = try await client.subscribe("s", [], unsubscribe: "unsubscribe")
            }
            await #expect(throws: RPCError.refused(code: 1, message: "no", data: nil)) {
                _ = try await client.subscribe("bad", [], unsubscribe: "unsubscribe")
            }
        }
        await node.stop()
    }
}
