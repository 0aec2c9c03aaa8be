import Chain
import JSON
import Keys
import Testing

struct RuntimeSourceTests {
    @Test func `Callers share one load, and another block of the same runtime loads nothing`() async throws {
        let chain = try ScriptedChain()
        let source = RuntimeSource(rpc: chain.rpc)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<10 {
                group.addTask {
                    let runtime = try await source.runtime(at: nil)
                    #expect(runtime.version.specVersion == 343 && runtime.genesis == SmallRuntime.genesis)
                }
            }
            try await group.waitForAll()
        }
        chain.mine()
        #expect(try await source.runtime(at: nil).metadata == SmallRuntime.metadata())
        #expect(chain.rpc.count("state_call") == 1)
        #expect(chain.rpc.count("state_getMetadata") == 0)
    }

    @Test func `A block that was asked about before costs no question`() async throws {
        let chain = try ScriptedChain()
        let source = RuntimeSource(rpc: chain.rpc)
        let head = try await ChainNode(rpc: chain.rpc).head()
        _ = try await source.runtime(at: head)
        let calls = chain.rpc.calls.count
        _ = try await source.runtime(at: head)
        #expect(chain.rpc.calls.count == calls)
    }

    @Test func `An upgrade is noticed at its block, and older blocks keep their runtime`() async throws {
        let chain = try ScriptedChain()
        let source = RuntimeSource(rpc: chain.rpc)
        let before = try await ChainNode(rpc: chain.rpc).head()
        chain.upgrade(SmallRuntime.runtime(demoIndex: 9, specVersion: 344))
        chain.mine()
        let new = try await source.runtime(at: nil)
        #expect(new.version.specVersion == 344 && new.metadata.pallet("Demo")?.index == 9)
        #expect(try await source.runtime(at: before).metadata.pallet("Demo")?.index == 7)
        #expect(chain.rpc.count("state_call") == 2)
    }

    @Test func `A chain with another genesis than the expected one is refused`() async throws {
        let chain = try ScriptedChain()
        let expected = BlockHash(hashing: [1])
        let found = try #require(BlockHash(SmallRuntime.genesis))
        let source = RuntimeSource(rpc: chain.rpc, expectedGenesis: expected)
        await #expect(throws: ChainError.wrongGenesis(expected: expected, found: found)) {
            try await source.runtime(at: nil)
        }
        #expect(chain.rpc.count("state_call") == 0)
    }

    @Test func `A connection that leads to another chain later is noticed at the next block`() async throws {
        let chain = try ScriptedChain()
        let source = RuntimeSource(rpc: chain.rpc)
        let first = try #require(BlockHash(SmallRuntime.genesis))
        let second = BlockHash(hashing: [2])
        _ = try await source.runtime(at: nil)
        chain.change { $0.genesis = second.bytes }
        chain.mine()
        await #expect(throws: ChainError.wrongGenesis(expected: first, found: second)) {
            try await source.runtime(at: nil)
        }
    }

    @Test func `A node without format 15 is asked for 14`() async throws {
        let chain = try ScriptedChain()
        var old = SmallRuntime.metadata()
        old.version = 14
        old.apis = []
        old.outerEnums = nil
        for answer in ["0x00", nil] as [String?] {
            chain.rpc.on("state_call") { _ throws(RPCError) in
                guard let answer else { throw .refused(code: -32_601, message: "Method not found", data: nil) }
                return .text(answer)
            }
            let bytes = old.encoded()
            chain.rpc.on("state_getMetadata", .text("0x" + Hex.encode(bytes)))
            let runtime = try await RuntimeSource(rpc: chain.rpc).runtime(at: nil)
            #expect(runtime.metadata.version == 14)
            #expect(runtime.metadata.pallets.map(\.name) == ["System", "Demo"])
        }
    }

    @Test func `A failed load is tried again by the next caller`() async throws {
        let chain = try ScriptedChain()
        let source = RuntimeSource(rpc: chain.rpc)
        chain.rpc.on("state_call") { _ throws(RPCError) in throw .connectionLost(sent: true) }
        await #expect(throws: RPCError.connectionLost(sent: true)) { try await source.runtime(at: nil) }
        chain.answerQuestions()
        #expect(try await source.runtime(at: nil).version.specVersion == 343)
    }

    @Test(arguments: ["0x", "0x01", "0x0110", "0x01106d657461", "nonsense"])
    func `Nonsense for metadata is an error`(answer: String) async throws {
        let chain = try ScriptedChain()
        chain.rpc.on("state_call", .text(answer))
        await #expect(throws: (any Error).self) { try await RuntimeSource(rpc: chain.rpc).runtime(at: nil) }
    }

    @Test(arguments: ["chain_getHead", "chain_getBlockHash", "state_getRuntimeVersion"])
    func `An answer of another form is named by its method`(method: String) async throws {
        let chain = try ScriptedChain()
        chain.rpc.on(method, ["a": 1])
        await #expect(throws: ChainError.unexpectedAnswer(method: method)) {
            try await RuntimeSource(rpc: chain.rpc).runtime(at: nil)
        }
    }
}
