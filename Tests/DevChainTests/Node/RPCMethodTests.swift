import Chain
import JSON
import Keys
import Testing

@testable import DevChain

@Suite(.timeLimit(.minutes(2)))
struct RPCMethodTests {
    /// The result of one call on a chain of `blocks` blocks.
    private func ask(
        _ method: String, _ parameters: [JSONValue] = [], blocks: Int = 3
    ) async throws -> (result: JSONValue, node: DevNode) {
        let chain = try TestChain()
        let node = chain.node
        for _ in 0..<blocks { try await node.seal() }
        let result = try await chain.serving { port in
            var client = try await NodeClient(port: port)
            return try await client.result(method, parameters)
        }
        return (result, node)
    }

    @Test("The head, by every name", arguments: ["chain_getHead", "chain_getBlockHash"])
    func head(method: String) async throws {
        let (result, node) = try await ask(method)
        #expect(result.text == (await node.head.hash.hex))
    }

    @Test("A block's hash by its number, in every form of the number")
    func hashes() async throws {
        let chain = try TestChain()
        let node = chain.node
        let first = try await node.seal()
        try await chain.serving { port in
            var client = try await NodeClient(port: port)
            #expect(try await client.result("chain_getBlockHash", [1]).text == first.hash.hex)
            #expect(try await client.result("chain_getBlockHash", ["0x1"]).text == first.hash.hex)
            #expect(try await client.result("chain_getBlockHash", [0]).text == node.genesisHash.hex)
            #expect(try await client.result("chain_getBlockHash", [2]) == .null)
            #expect(try await client.result("chain_getBlockHash", [.null]).text == first.hash.hex)
            #expect(
                try await client.result("chain_getBlockHash", [[0, 1, 9]])
                    == [.text(node.genesisHash.hex), .text(first.hash.hex), .null])
            for bad: JSONValue in [-1, "x", true, [:]] {
                #expect(try await client.answer("chain_getBlockHash", [bad])["error"]?["code"] == -32602)
            }
        }
    }

    @Test("Headers and blocks hash to their names, and hold a timestamp that decodes")
    func blocks() async throws {
        let chain = try TestChain()
        let node = chain.node
        for _ in 0..<3 { try await node.seal() }
        let head = await node.head
        try await chain.serving { port in
            var client = try await NodeClient(port: port)
            let header = try #require(BlockHeader(try await client.result("chain_getHeader", [.null])))
            #expect(header.hash == head.hash)
            #expect(header.number == 3)
            let parent = try await client.result("chain_getHeader", [.text(header.parentHash.hex)])
            #expect(parent["number"] == "0x2")
            let block = try #require(SignedBlock(try await client.result("chain_getBlock", [.text(head.hash.hex)])))
            #expect(block.header == header)
            let inherent = try DecodedExtrinsic.decode(
                try #require(block.extrinsics.first), metadata: node.runtime.metadata)
            #expect(inherent.signer == nil)
            #expect(inherent.call.variant?.name == "Timestamp")
            let unknown = JSONValue.text(BlockHash(hashing: [1]).hex)
            #expect(try await client.result("chain_getHeader", [unknown]) == .null)
            #expect(try await client.result("chain_getBlock", [unknown]) == .null)
            #expect(try await client.answer("chain_getHeader", ["0x12"])["error"]?["code"] == -32602)
        }
    }

    @Test("Finalization follows behind the head", arguments: [(0, 3), (2, 1), (7, 0)])
    func finalized(lag: Int, number: UInt64) async throws {
        let chain = try TestChain(finalityLag: lag)
        for _ in 0..<3 { try await chain.node.seal() }
        let expected = await chain.node.finalized
        #expect(expected.number == number)
        try await chain.serving { port in
            var client = try await NodeClient(port: port)
            #expect(try await client.result("chain_getFinalizedHead").text == expected.hash.hex)
        }
    }

    @Test("Metadata comes in both versions, opaque and plain")
    func metadata() async throws {
        let chain = try TestChain()
        let node = chain.node
        try await node.seal()
        let parent = JSONValue.text(node.genesisHash.hex)
        try await chain.serving { port in
            var client = try await NodeClient(port: port)
            let plain = try #require(try await client.result("state_getMetadata").text.flatMap { Hex.decode($0) })
            #expect(plain == node.runtime.metadata14)
            for parameters: [JSONValue] in [
                ["Metadata_metadata_at_version", "0x0f000000"], ["Metadata_metadata_at_version", "0f000000", .null],
                ["Metadata_metadata_at_version", "0x0f000000", parent],
            ] {
                let bytes = try #require(
                    try await client.result("state_call", parameters).text.flatMap { Hex.decode($0) })
                var reader = ScaleReader(bytes)
                #expect(try reader.bool())
                #expect(try reader.byteVector() == node.runtime.metadata15)
                try reader.finish()
            }
            #expect(try await client.result("state_call", ["Metadata_metadata_at_version", "0x63000000"]) == "0x00")
            #expect(
                try await client.result("state_call", ["Metadata_metadata_versions", "0x"]) == "0x080e0000000f000000")
        }
    }

    @Test("The runtime version has what every SDK reads")
    func runtimeVersion() async throws {
        let (result, _) = try await ask("state_getRuntimeVersion", [.null])
        #expect(result["specName"] == "node-subtensor")
        #expect(result["specVersion"]?.integer == Int64(DevRuntime.version.specVersion))
        #expect(result["transactionVersion"]?.integer == Int64(DevRuntime.version.transactionVersion))
        #expect(result["apis"]?.list?.isEmpty == false)
        #expect(result["stateVersion"]?.integer == 1)
    }

    @Test("The storage is read by key, by pages and by lists, at the head and at earlier blocks")
    func storage() async throws {
        let chain = try TestChain()
        let node = chain.node
        let first = try await node.seal()
        try await node.seal()
        let number = JSONValue.text("0x" + Hex.encode(StorageKey.prefix("System", "Number")))
        let prefix = JSONValue.text("0x" + Hex.encode(StorageKey.prefix("System", "Account")))
        let block = JSONValue.text(first.hash.hex)
        try await chain.serving { port in
            var client = try await NodeClient(port: port)
            for method in ["state_getStorage", "state_getStorageAt"] {
                #expect(try await client.result(method, [number]) == "0x02000000")
                #expect(try await client.result(method, [number, .null]) == "0x02000000")
                #expect(try await client.result(method, [number, block]) == "0x01000000")
                #expect(try await client.result(method, ["0x00"]) == .null)
            }
            #expect(try await client.result("state_getStorageSize", [number]) == 4)
            let hash = "0x" + Hex.encode(Blake2b.hash([2, 0, 0, 0], count: 32))
            #expect(try await client.result("state_getStorageHash", [number]).text == hash)
            let answer = try await client.result("state_queryStorageAt", [[number, "0x00"], block])
            #expect(answer == [["block": block, "changes": [[number, "0x01000000"], ["0x00", .null]]]])

            let all = try #require(try await client.result("state_getKeysPaged", [prefix, 100, .null, .null]).list)
            #expect(all.count >= 7)
            let two = try #require(try await client.result("state_getKeysPaged", [prefix, 2, prefix, block]).list)
            #expect(two == Array(all.prefix(2)))
            let rest = try #require(try await client.result("state_getKeysPaged", [prefix, 100, two[1]]).list)
            #expect(rest == Array(all.dropFirst(2)))
            #expect(try await client.answer("state_getKeysPaged", [prefix, 1001])["error"]?["code"] == 4002)
        }
    }

    @Test("The events of a block are read at its hash, also later")
    func events() async throws {
        let chain = try TestChain()
        let node = chain.node
        try await node.submit(try TestChain.remark(node, "x", nonce: 0).bytes)
        let first = try await node.seal()
        for _ in 0..<3 { try await node.seal() }
        let bytes = try await node.value(StorageKey.prefix("System", "Events"), at: first.hash)
        let events = try EventRecord.list(bytes, metadata: node.runtime.metadata)
        let own = events.filter { $0.phase == .extrinsic(1) }.map { "\($0.pallet).\($0.name)" }
        #expect(own.contains("System.Remarked"))
        #expect(own.contains("System.ExtrinsicSuccess"))
        let now = try EventRecord.list(
            try await node.value(StorageKey.prefix("System", "Events")), metadata: node.runtime.metadata)
        #expect(!now.contains { $0.name == "Remarked" })
    }

    @Test("A storage that is gone and a block that nobody knows are the real node's errors")
    func gone() async throws {
        let chain = try TestChain(depth: .init(blocks: 64, history: 4))
        let node = chain.node
        let first = try await node.seal()
        for _ in 0..<10 { try await node.seal() }
        let old = JSONValue.text(first.hash.hex)
        let unknown = JSONValue.text(BlockHash(hashing: [1]).hex)
        try await chain.serving { port in
            var client = try await NodeClient(port: port)
            var error = try await client.answer("state_getStorageAt", ["0x00", old])["error"]
            #expect(error?["code"] == 4003)
            #expect(error?["message"]?.text == "Client error: UnknownBlock: State already discarded for \(first.hash)")
            error = try await client.answer("state_call", ["Core_version", "", old])["error"]
            #expect(error?["message"]?.text?.contains("State already discarded for \(first.hash)") == true)
            error = try await client.answer("state_getStorageAt", ["0x00", unknown])["error"]
            #expect(error?["message"]?.text?.contains("Header was not found in the database") == true)
            error = try await client.answer("state_call", ["No_such_method", ""])["error"]
            #expect(error?["code"] == 4003)
            #expect(try await client.result("chain_getHeader", [old])["number"] == "0x1")
        }
    }

    @Test("Runtime calls take their bytes with and without 0x")
    func runtimeCall() async throws {
        let chain = try TestChain()
        try await chain.serving { port in
            var client = try await NodeClient(port: port)
            let plain = try await client.result("state_call", ["NeuronInfoRuntimeApi_get_neurons_lite", "1b00"])
            let same = try await client.result(
                "state_call", ["NeuronInfoRuntimeApi_get_neurons_lite", "0x1b00", .null])
            #expect(plain == same)
            #expect((plain.text?.count ?? 0) > 3 * 2 * 64)
            let broken = try await client.answer("state_call", ["NeuronInfoRuntimeApi_get_neurons_lite", "1b0"])
            #expect(broken["error"]?["code"] == -32602)
        }
    }

    @Test("The list of methods has what SDKs look for, and each of them is answered")
    func methods() async throws {
        let (result, _) = try await ask("rpc_methods")
        let names = result["methods"]?.list?.compactMap(\.text) ?? []
        #expect(names == names.sorted())
        for name in [
            "state_call", "account_nextIndex", "system_accountNextIndex", "state_getStorageAt", "chain_getHead",
            "author_submitAndWatchExtrinsic", "author_unwatchExtrinsic", "chain_subscribeNewHeads",
            "chain_subscribeFinalizedHeads", "state_subscribeRuntimeVersion", "state_getKeysPaged",
        ] {
            #expect(names.contains(name))
        }
        let chain = try TestChain()
        try await chain.serving { port in
            var client = try await NodeClient(port: port)
            for name in names {
                #expect(try await client.answer(name)["error"]?["code"] != -32601, "\(name)")
            }
            #expect(try await client.answer("chain_nothing")["error"]?["code"] == -32601)
            #expect(try await client.answer("chain_nothing")["error"]?["message"] == "Method not found")
        }
    }

    @Test("The system answers for itself")
    func system() async throws {
        let chain = try TestChain()
        try await chain.serving { port in
            var client = try await NodeClient(port: port)
            #expect(try await client.result("system_chain") == "Bittensor")
            #expect(try await client.result("system_chainType") == "Development")
            #expect(
                try await client.result("system_properties")
                    == ["ss58Format": 42, "tokenDecimals": 9, "tokenSymbol": "TAO"])
            #expect(
                try await client.result("system_health") == ["peers": 0, "isSyncing": false, "shouldHavePeers": false])
            #expect(try await client.result("system_version").text?.isEmpty == false)
            #expect(try await client.result("system_syncState")["currentBlock"] == 0)
            #expect(try await client.result("system_peers") == [])
        }
    }

    @Test("The fee of an extrinsic can be asked for")
    func payment() async throws {
        let chain = try TestChain()
        let node = chain.node
        let remark = try TestChain.remark(node, "x", nonce: 0)
        try await chain.serving { port in
            var client = try await NodeClient(port: port)
            let answer = try await client.result("payment_queryInfo", [.text(remark.hex)])
            #expect(answer["class"] == "normal")
            #expect(answer["partialFee"]?.text != nil)
            #expect(answer["weight"]?["ref_time"]?.integer != nil)
        }
    }
}
