import Chain
import Foundation
import JSON
import Keys
import TestSupport
import Testing

@testable import DevChain

@Suite(.timeLimit(.minutes(2)))
struct RestartTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    @Test("A chain that is started again goes on with the same genesis, state, hashes and the next number")
    func restart() async throws {
        let place = directory.path + "/chain"
        var before: (genesis: BlockHash, head: DevNode.Head, state: ChainState)?
        do {
            let node = try TestChain(directory: place).node
            try await node.submit(try TestChain.remark(node, "kept", nonce: 0).bytes)
            for _ in 0..<5 { try await node.seal() }
            before = (node.genesisHash, await node.head, await node.state)
        }
        let kept = try #require(before)
        let node = try TestChain(directory: place).node
        #expect(node.genesisHash == kept.genesis)
        #expect(await node.head == kept.head)
        #expect(await node.state == kept.state)
        #expect(await node.nextNonce(try DevAccount.alice.account()) == 1)
        let next = try await node.seal()
        #expect(next.number == 6)
        #expect(await node.block.header.parentHash == kept.head.hash)
        // An extrinsic signed for the chain is good before and after.
        try await node.submit(try TestChain.remark(node, "again", nonce: 1).bytes)
        try await node.seal()
        #expect(await node.block.extrinsics.count == 2)
    }

    @Test("The genesis depends on the configuration alone")
    func genesis() throws {
        let first = try TestChain().node.genesisHash
        #expect(try TestChain().node.genesisHash == first)
        #expect(try TestChain { $0.parameters.commitReveal = true }.node.genesisHash != first)
        #expect(try TestChain { $0.genesis.balances = [:] }.node.genesisHash != first)
    }

    @Test("A directory of a chain with other settings is refused with words")
    func otherSettings() throws {
        let place = directory.path
        _ = try TestChain(directory: place)
        #expect(throws: LedgerError.otherGenesis(directory: place)) {
            try TestChain(directory: place) { $0.parameters.commitReveal = true }
        }
    }

    @Test("Time goes on after a restart even when the clock went back")
    func clock() async throws {
        let place = directory.path
        var last: UInt64 = 0
        do {
            let node = try TestChain(directory: place) { $0.now = { 2_000_000_000_000 } }.node
            for _ in 0..<3 { try await node.seal() }
            last = DevNode.time(of: await node.state)
        }
        let node = try TestChain(directory: place) { $0.now = { 1_000 } }.node
        try await node.seal()
        #expect(DevNode.time(of: await node.state) > last)
    }

    @Test("A client that comes back finds its extrinsic")
    func overTheNetwork() async throws {
        let place = directory.path
        var block: JSONValue = .null
        var bytes: [UInt8] = []
        do {
            let chain = try TestChain(directory: place)
            let node = chain.node
            let remark = try TestChain.remark(node, "x", nonce: 0)
            bytes = remark.bytes
            block = try await chain.serving { port in
                var client = try await NodeClient(port: port)
                let id = try await client.result("author_submitAndWatchExtrinsic", [.text(remark.hex)])
                try await node.seal()
                #expect(try await client.note(id) == "ready")
                return try await client.note(id)["inBlock"] ?? .null
            }
        }
        let chain = try TestChain(directory: place)
        let (hash, expected) = (block, bytes)
        try await chain.serving { port in
            var client = try await NodeClient(port: port)
            let found = SignedBlock(try await client.result("chain_getBlock", [hash]))
            #expect(found?.extrinsics.last == expected)
        }
    }
}
