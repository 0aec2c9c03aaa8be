import Chain
import JSON
import Keys
import Testing

@testable import DevChain

@Suite(.timeLimit(.minutes(2)))
struct SubscriptionTests {
    @Test("A watched extrinsic is ready, then in a block, then final in a later one")
    func watched() async throws {
        let chain = try TestChain(finalityLag: 2)
        let node = chain.node
        let remark = try TestChain.remark(node, "x", nonce: 0)
        try await chain.serving { port in
            var client = try await NodeClient(port: port)
            let id = try await client.result("author_submitAndWatchExtrinsic", [.text(remark.hex)])
            #expect(id.text?.isEmpty == false)
            #expect(try await client.note(id) == "ready")
            let block = try await node.seal()
            #expect(try await client.note(id) == ["inBlock": .text(block.hash.hex)])
            try await node.seal()
            _ = try await client.result("system_chain")
            #expect(client.isQuiet)
            try await node.seal()
            #expect(try await client.note(id) == ["finalized": .text(block.hash.hex)])
            try await node.seal()
            #expect(try await client.result("author_unwatchExtrinsic", [id]) == true)
            #expect(client.isQuiet)
        }
    }

    @Test("Finality without lag still comes in a later block than the inclusion")
    func noLag() async throws {
        let chain = try TestChain(finalityLag: 0)
        let node = chain.node
        let remark = try TestChain.remark(node, "x", nonce: 0)
        try await chain.serving { port in
            var client = try await NodeClient(port: port)
            let id = try await client.result("author_submitAndWatchExtrinsic", [.text(remark.hex)])
            let block = try await node.seal()
            #expect(try await client.note(id) == "ready")
            #expect(try await client.note(id) == ["inBlock": .text(block.hash.hex)])
            _ = try await client.result("system_chain")
            #expect(client.isQuiet)
            try await node.seal()
            #expect(try await client.note(id) == ["finalized": .text(block.hash.hex)])
        }
    }

    @Test("After the end of watching nothing follows its answer, whatever is sealed meanwhile")
    func unwatch() async throws {
        let chain = try TestChain(finalityLag: 1)
        let node = chain.node
        let remark = try TestChain.remark(node, "x", nonce: 0)
        try await chain.serving { port in
            var client = try await NodeClient(port: port)
            let id = try await client.result("author_submitAndWatchExtrinsic", [.text(remark.hex)])
            let block = try await node.seal()
            #expect(try await client.note(id) == "ready")
            #expect(try await client.note(id) == ["inBlock": .text(block.hash.hex)])
            // As bittensor 9.0.0 does it: the next message must be the answer.
            try await client.send(
                #"{"jsonrpc":"2.0","id":"bq45","method":"author_unwatchExtrinsic","params":[\#(id.serializedText)]}"#)
            #expect(try await client.next() == ["jsonrpc": "2.0", "id": "bq45", "result": true])
            for _ in 0..<3 { try await node.seal() }
            #expect(try await client.result("system_chain") == "Bittensor")
            #expect(client.isQuiet)
        }
    }

    @Test("A watched extrinsic with a gap before it is future, then ready; one that loses its place is usurped")
    func futureAndUsurped() async throws {
        let chain = try TestChain()
        let node = chain.node
        let later = try TestChain.remark(node, "x", nonce: 1)
        let better = try TestChain.remark(node, "y", nonce: 1, tip: 9)
        let first = try TestChain.remark(node, "z", nonce: 0)
        try await chain.serving { port in
            var client = try await NodeClient(port: port)
            let old = try await client.result("author_submitAndWatchExtrinsic", [.text(later.hex)])
            #expect(try await client.note(old) == "future")
            let new = try await client.result("author_submitAndWatchExtrinsic", [.text(better.hex)])
            #expect(try await client.note(new) == "future")
            #expect(try await client.note(old) == ["usurped": .text(better.hash.hex)])
            #expect(try await client.result("author_submitExtrinsic", [.text(first.hex)]).text == first.hash.hex)
            #expect(try await client.note(new) == "ready")
            #expect(try await client.result("author_pendingExtrinsics").list?.count == 2)
        }
    }

    @Test("New and finalized heads are told, the present one first")
    func heads() async throws {
        let chain = try TestChain(finalityLag: 1)
        let node = chain.node
        try await chain.serving { port in
            var client = try await NodeClient(port: port)
            let new = try await client.result("chain_subscribeNewHeads")
            let final = try await client.result("chain_subscribeFinalizedHeads")
            #expect(try await client.note(new)["number"] == "0x0")
            #expect(try await client.note(final)["number"] == "0x0")
            let head = try await node.seal()
            #expect(BlockHeader(try await client.note(new))?.hash == head.hash)
            #expect(try await client.note(final)["number"] == "0x0")
            try await node.seal()
            #expect(try await client.note(new)["number"] == "0x2")
            #expect(BlockHeader(try await client.note(final))?.hash == head.hash)
            #expect(try await client.result("chain_unsubscribeNewHeads", [new]) == true)
            try await node.seal()
            #expect(try await client.note()["number"] == "0x2")
            _ = try await client.result("system_chain")
            #expect(client.isQuiet)
        }
    }

    @Test("A subscription to storage tells the values, then what changes")
    func storage() async throws {
        let chain = try TestChain()
        let node = chain.node
        let number = JSONValue.text("0x" + Hex.encode(StorageKey.prefix("System", "Number")))
        try await node.seal()
        try await chain.serving { port in
            var client = try await NodeClient(port: port)
            let id = try await client.result("state_subscribeStorage", [[number, "0x00"]])
            #expect(try await client.note(id)["changes"] == [[number, "0x01000000"], ["0x00", .null]])
            try await node.seal()
            #expect(try await client.note(id)["changes"] == [[number, "0x02000000"]])
            let version = try await client.result("state_subscribeRuntimeVersion")
            #expect(try await client.note(version)["specName"] == "node-subtensor")
            #expect(try await client.result("state_unsubscribeRuntimeVersion", [version]) == true)
        }
    }

    @Test("Two clients see one chain, and each its own subscriptions")
    func twoClients() async throws {
        let chain = try TestChain(finalityLag: 1)
        let node = chain.node
        let remark = try TestChain.remark(node, "x", nonce: 0)
        try await chain.serving { port in
            var first = try await NodeClient(port: port)
            var second = try await NodeClient(port: port)
            let id = try await first.result("author_submitAndWatchExtrinsic", [.text(remark.hex)])
            #expect(try await second.answer("author_submitExtrinsic", [.text(remark.hex)])["error"]?["code"] == 1013)
            #expect(try await second.result("author_unwatchExtrinsic", [id]) == true)
            let heads = try await second.result("chain_subscribeNewHeads")
            #expect(try await second.note(heads)["number"] == "0x0")
            let block = try await node.seal()
            #expect(try await first.note(id) == "ready")
            #expect(try await first.note(id) == ["inBlock": .text(block.hash.hex)])
            #expect(try await second.note(heads)["number"] == "0x1")
            await second.close()
            try await node.seal()
            #expect(try await first.note(id) == ["finalized": .text(block.hash.hex)])
            let alice = try DevAccount.alice.account().ss58
            for method in ["account_nextIndex", "system_accountNextIndex"] {
                #expect(try await first.result(method, [.text(alice)]) == 1)
            }
        }
    }

    @Test("A connection may have so many subscriptions and not more")
    func manySubscriptions() async throws {
        let node = try TestChain().node
        let connection = await node.connect { _ in }
        let one = RPCRequest.read(#"{"jsonrpc":"2.0","id":1,"method":"chain_subscribeNewHeads"}"#)
        for _ in 0..<1_100 { await node.handle(one, from: connection) }
        let open = await node.book.all { _ in true }.count
        #expect(open == 1_024)
        await node.disconnect(connection)
        #expect(await node.book.all { _ in true }.isEmpty)
    }
}
