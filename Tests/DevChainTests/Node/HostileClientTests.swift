import Chain
import JSON
import Testing

@testable import DevChain

@Suite(.timeLimit(.minutes(2)))
struct HostileClientTests {
    /// Frames that are no requests, each with its error.
    private static let wrongFrames: [(text: String, code: Int64)] = [
        ("", -32700), ("{", -32700), ("nonsense", -32700), ("[1,", -32700), ("\u{0}", -32700),
        ("[]", -32600), ("5", -32600), ("null", -32600), ("{}", -32600), ("\"text\"", -32600),
        (#"{"jsonrpc":"2.0","id":1}"#, -32600), (#"{"jsonrpc":"1.0","id":1,"method":"system_chain"}"#, -32600),
        (#"{"jsonrpc":"2.0","id":{},"method":"system_chain"}"#, -32600),
        (#"{"jsonrpc":"2.0","id":1,"method":7}"#, -32600),
        (#"{"jsonrpc":"2.0","id":1,"method":"system_chain","params":{"a":1}}"#, -32602),
        (#"{"jsonrpc":"2.0","id":1,"method":"state_getStorage","params":[]}"#, -32602),
        (#"{"jsonrpc":"2.0","id":1,"method":"state_getStorage","params":["0xzz"]}"#, -32602),
        (#"{"jsonrpc":"2.0","id":1,"method":"state_getStorage","params":[[]]}"#, -32602),
        (#"{"jsonrpc":"2.0","id":1,"method":"state_getKeysPaged","params":["0x",-1]}"#, -32602),
        (#"{"jsonrpc":"2.0","id":1,"method":"state_queryStorageAt","params":["0x"]}"#, -32602),
        (#"{"jsonrpc":"2.0","id":1,"method":"account_nextIndex","params":["5Gr"]}"#, -32602),
        (#"{"jsonrpc":"2.0","id":1,"method":"author_unwatchExtrinsic","params":[1]}"#, -32602),
        (#"{"jsonrpc":"2.0","id":1,"method":"author_submitExtrinsic","params":["0x"]}"#, 1002),
        (#"{"jsonrpc":"2.0","id":1,"method":"author_submitExtrinsic","params":["0xffffffffff"]}"#, 1002),
        (#"{"jsonrpc":"2.0","id":1,"method":"author_submitAndWatchExtrinsic","params":["0x0400"]}"#, 1002),
        (#"{"jsonrpc":"2.0","id":1,"method":"nothing"}"#, -32601),
    ]

    @Test("A frame that is no request gets the error of the standard, and the connection stays")
    func wrong() async throws {
        let chain = try TestChain()
        try await chain.serving { port in
            var client = try await NodeClient(port: port)
            for (text, code) in Self.wrongFrames {
                try await client.send(text)
                #expect(try await client.next()["error"]?["code"] == .integer(code), "\(text)")
                #expect(try await client.result("system_chain") == "Bittensor", "\(text)")
            }
        }
    }

    @Test("Ids come back as they were sent, and a notification gets no answer")
    func ids() async throws {
        let chain = try TestChain()
        try await chain.serving { port in
            var client = try await NodeClient(port: port)
            try await client.send(#"{"jsonrpc":"2.0","method":"system_chain"}"#)
            for id in ["\"bq45\"", "7", "null", "\"7\"", "-1", "9007199254740993"] {
                try await client.send(#"{"jsonrpc":"2.0","id":\#(id),"method":"system_chain","params":[]}"#)
                #expect(try await client.next()["id"]?.serializedText == id)
            }
        }
    }

    @Test("A batch is answered as one, each by itself; too large a one is refused")
    func batch() async throws {
        let chain = try TestChain { $0.largestBatchAnswer = 1 << 20 }
        try await chain.serving { port in
            var client = try await NodeClient(port: port)
            try await client.send(
                #"[{"jsonrpc":"2.0","id":1,"method":"system_chain"},{"jsonrpc":"2.0","method":"system_chain"},7,"#
                    + #"{"jsonrpc":"2.0","id":"b","method":"chain_subscribeNewHeads"}]"#)
            let answers = try #require(try await client.next().list)
            #expect(answers.map { $0["id"] } == [1, .null, "b"])
            #expect(answers.map { $0["error"]?["code"] } == [nil, -32600, nil])
            // What a request of the batch causes comes after the whole answer.
            #expect(try await client.next()["method"] == "chain_newHead")
            let one = #"{"jsonrpc":"2.0","id":1,"method":"system_chain"}"#
            try await client.send("[" + Array(repeating: one, count: 257).joined(separator: ",") + "]")
            #expect(try await client.next()["error"]?["code"] == -32010)
            let big = #"{"jsonrpc":"2.0","id":1,"method":"state_getMetadata"}"#
            try await client.send("[" + Array(repeating: big, count: 256).joined(separator: ",") + "]")
            #expect(try await client.next()["error"]?["code"] == -32011)
            try await client.send(#"[{"jsonrpc":"2.0","method":"system_chain"}]"#)
            #expect(try await client.result("system_chain") == "Bittensor")
        }
    }

    @Test("Deep nesting and huge numbers do no harm")
    func deep() async throws {
        let chain = try TestChain()
        try await chain.serving { port in
            var client = try await NodeClient(port: port)
            try await client.send(String(repeating: "[", count: 100_000))
            #expect(try await client.next()["error"]?["code"] == -32700)
            try await client.send(
                String(repeating: #"{"a":"#, count: 5_000) + "1" + String(repeating: "}", count: 5_000))
            _ = try await client.next()
            for number in ["1e400", "99999999999999999999999", "-5", "1.5"] {
                try await client.send(
                    #"{"jsonrpc":"2.0","id":1,"method":"chain_getBlockHash","params":[\#(number)]}"#)
                let error = try await client.next()["error"]?["code"]
                #expect(error == -32602 || error == -32700)
            }
            #expect(try await client.result("system_chain") == "Bittensor")
        }
    }

    @Test("A client that asks and never reads loses its connection and harms nobody")
    func deaf() async throws {
        let chain = try TestChain()
        let node = chain.node
        try await chain.serving { port in
            let deaf = try await NodeClient(port: port)
            var other = try await NodeClient(port: port)
            let request = #"{"jsonrpc":"2.0","id":1,"method":"state_getMetadata"}"#
            for _ in 0..<20 { try await deaf.send(request) }
            for _ in 0..<3 { try await node.seal() }
            #expect(try await other.result("chain_getHeader")["number"] == "0x3")
            await deaf.close()
        }
    }

    @Test("Many connections at the same time are all served")
    func many() async throws {
        let chain = try TestChain()
        try await chain.serving { port in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<50 {
                    group.addTask {
                        var client = try await NodeClient(port: port)
                        for _ in 0..<5 { #expect(try await client.result("system_chain") == "Bittensor") }
                        await client.close()
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test("Seeded damage to good requests is always answered or ignored, and the node goes on", arguments: 0..<4)
    func mutated(seed: UInt64) async throws {
        let node = try TestChain().node
        let remark = try TestChain.remark(node, "x", nonce: 0).hex
        let good = [
            #"{"jsonrpc":"2.0","id":1,"method":"state_call","params":["NeuronInfoRuntimeApi_get_neuron","1b000100"]}"#,
            #"{"jsonrpc":"2.0","id":1,"method":"author_submitExtrinsic","params":["\#(remark)"]}"#,
            #"{"jsonrpc":"2.0","id":1,"method":"state_getKeysPaged","params":["0x26aa",10,"0x26aa",null]}"#,
            #"[{"jsonrpc":"2.0","id":1,"method":"state_subscribeStorage","params":[["0x00"]]}]"#,
        ]
        var random = seed &* 0x9e37_79b9_7f4a_7c15 | 1
        func next(_ bound: Int) -> Int {
            random ^= random << 13
            random ^= random >> 7
            random ^= random << 17
            return Int(random % UInt64(bound))
        }
        let connection = await node.connect { _ in }
        for _ in 0..<500 {
            var bytes = Array(good[next(good.count)].utf8)
            for _ in 0...next(3) { bytes[next(bytes.count)] = UInt8(32 + next(95)) }
            await node.handle(RPCRequest.read(String(decoding: bytes, as: UTF8.self)), from: connection)
        }
        try await node.seal()
        #expect(await node.head.number == 1)
    }
}
