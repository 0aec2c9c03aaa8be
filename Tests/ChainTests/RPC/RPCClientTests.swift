import JSON
import Synchronization
import TestSupport
import Testing
import WebSockets

@testable import Chain

@Suite("RPC client")
struct RPCClientTests {
    /// Runs `body` with a client of `endpoints`, which is shut down afterwards.
    static func with(
        _ endpoints: [WebSocketEndpoint], _ change: (inout RPCClient.Configuration) -> Void = { _ in },
        _ body: (RPCClient) async throws -> Void
    ) async throws {
        var configuration = RPCClient.Configuration.test
        change(&configuration)
        let client = RPCClient(endpoints: endpoints, configuration: configuration, logger: .silent)
        do {
            try await body(client)
        } catch {
            await client.shutdown()
            throw error
        }
        await client.shutdown()
    }

    @Test("Two hundred concurrent callers share one connection and get their own answers, given in reverse order")
    func manyCallers() async throws {
        let connections = Atomic(0)
        let node = try await TestNode.start { peer in
            connections.add(1, ordering: .relaxed)
            var waiting: [TestNode.Request] = []
            for await message in peer.messages {
                guard let request = TestNode.Request(message) else { return }
                waiting.append(request)
                guard waiting.count == 200 else { continue }
                for request in waiting.reversed() { peer.send(request.answer(.list(request.parameters))) }
            }
        }
        try await Self.with([node.endpoint]) { client async throws in
            try await withThrowingTaskGroup(of: Bool.self) { tasks in
                for number in 0..<Int64(200) {
                    tasks.addTask { try await client.call("echo", [.integer(number)]) == .list([.integer(number)]) }
                }
                for try await same in tasks { #expect(same) }
            }
            #expect(connections.load(ordering: .relaxed) == 1)
        }
        await node.stop()
    }

    @Test("A request is one JSON-RPC 2.0 object with an integer id and a list of parameters")
    func request() async throws {
        let (messages, feed) = AsyncStream<String>.makeStream()
        let node = try await TestNode.start { peer in
            for await message in peer.messages {
                feed.yield(message)
                if let request = TestNode.Request(message) { peer.send(request.answer(.null)) }
            }
        }
        try await Self.with([node.endpoint]) { client async throws in
            #expect(try await client.call("chain_getHeader", [.null]) == .null)
            for await message in messages {
                #expect(message == #"{"id":1,"jsonrpc":"2.0","method":"chain_getHeader","params":[null]}"#)
                break
            }
        }
        await node.stop()
    }

    @Test(
        "An error answer is given with its code, message and data",
        arguments: [
            (
                #"{"code":-32601,"message":"Method not found"}"#,
                RPCError.refused(code: -32601, message: "Method not found", data: nil)
            ),
            (
                #"{"code":1010,"message":"Invalid Transaction","data":"Transaction is outdated"}"#,
                .refused(code: 1010, message: "Invalid Transaction", data: "Transaction is outdated")
            ),
            (#"{"code":1,"message":"m","data":{"x":[1]}}"#, .refused(code: 1, message: "m", data: #"{"x":[1]}"#)),
            (#"{"code":1,"message":"m","data":null}"#, .refused(code: 1, message: "m", data: nil)),
            (#"{"code":"1","message":"m"}"#, .malformed("an error without code and message")),
            (#"{"code":1}"#, .malformed("an error without code and message")),
            (#""bad""#, .malformed("an error without code and message")),
            ("[]", .malformed("an error without code and message")),
        ] as [(String, RPCError)])
    func refused(_ error: String, _ expected: RPCError) async throws {
        let node = try await TestNode.answering { request, peer in
            guard let error = try? JSONValue.parse(error) else { return }
            peer.send(request.refusal(error))
        }
        try await Self.with([node.endpoint]) { client async throws in
            await #expect(throws: expected) { try await client.call("x") }
        }
        await node.stop()
    }

    @Test(
        "What answers no call is ignored",
        arguments: [
            #"{"jsonrpc":"2.0","id":999,"result":1}"#, #"{"jsonrpc":"2.0","id":"1","result":1}"#,
            #"{"jsonrpc":"2.0","id":null,"error":{"code":1,"message":"x"}}"#, #"{"id":1.5,"result":1}"#, "{}",
            #"{"method":"note","params":{"subscription":"nobody","result":1}}"#, #"{"method":1,"params":[]}"#,
            #"{"method":"note"}"#, #"{"id":-1,"result":1}"#,
        ])
    func ignored(_ frame: String) async throws {
        let node = try await TestNode.answering { request, peer in
            peer.send(frame)
            peer.send(request.answer("right"))
            peer.send(request.answer("twice"))
            peer.send(frame)
        }
        try await Self.with([node.endpoint]) { client async throws in
            for _ in 0..<3 { #expect(try await client.call("x") == "right") }
        }
        await node.stop()
    }

    @Test("An answer without result and error fails that call only")
    func noResult() async throws {
        let node = try await TestNode.answering { request, peer in
            peer.send(JSONValue.object(["id": request.id]).serializedText)
        }
        try await Self.with([node.endpoint]) { client async throws in
            await #expect(throws: RPCError.malformed("neither result nor error")) { try await client.call("x") }
        }
        await node.stop()
    }

    @Test("A metadata-sized answer arrives whole")
    func large() async throws {
        let hex = "0x" + String(repeating: "0123456789abcdef", count: 80_000)
        let node = try await TestNode.answering { request, peer in peer.send(request.answer(.text(hex))) }
        try await Self.with([node.endpoint]) { client async throws in
            #expect(try await client.call("state_getMetadata").text == hex)
        }
        await node.stop()
    }

    @Test("A call that is not answered in time fails, others go on")
    func timeLimit() async throws {
        let node = try await TestNode.answering { request, peer in
            if request.method == "good" { peer.send(request.answer(1)) }
        }
        try await Self.with([node.endpoint]) { client async throws in
            #expect(try await client.call("good") == 1)
            await #expect(throws: RPCError.timedOut(method: "bad")) {
                try await client.call("bad", [], limit: .milliseconds(40))
            }
            #expect(try await client.call("good") == 1)
        }
        await node.stop()
    }

    @Test("A cancelled call ends at once, before and after the connection is there")
    func cancelled() async throws {
        let (arrived, feed) = AsyncStream<Void>.makeStream()
        let node = try await TestNode.answering { _, _ in feed.yield() }
        try await Self.with([node.endpoint]) { client async throws in
            let task = Task { try await client.call("x") }
            for await _ in arrived { break }
            task.cancel()
            await #expect(throws: RPCError.cancelled) { try await task.value }
            let early = Task {
                // Until it is cancelled.
                try? await Task.sleep(for: .seconds(3600))
                return try await client.call("x")
            }
            early.cancel()
            await #expect(throws: RPCError.cancelled) { try await early.value }
        }
        await node.stop()
    }

    @Test("A client that is shut down fails its calls and takes no more")
    func shutdown() async throws {
        let (arrived, feed) = AsyncStream<Void>.makeStream()
        let node = try await TestNode.answering { _, _ in feed.yield() }
        try await Self.with([node.endpoint]) { client async throws in
            let task = Task { try await client.call("x") }
            for await _ in arrived { break }
            await client.shutdown()
            await #expect(throws: RPCError.closed) { try await task.value }
            await #expect(throws: RPCError.closed) { try await client.call("x") }
            await client.shutdown()
        }
        await node.stop()
    }

    @Test("A client can be shut down while it connects")
    func shutdownWhileConnecting() async throws {
        let silent = try await SilentEndpoint.start()
        try await Self.with([silent.endpoint]) { client async throws in
            async let call = client.call("x")
            await Task.yield()
            await client.shutdown()
            do {
                _ = try await call
                Issue.record("the call succeeded")
            } catch {
                #expect(error as? RPCError == .closed)
            }
        }
        await silent.stop()
    }
}
