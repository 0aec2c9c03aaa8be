import Chain
import JSON
import Keys
import Testing

@testable import DevChain

@Suite(.timeLimit(.minutes(2)))
struct SubmissionTests {
    private func nonce(_ node: DevNode, _ account: DevAccount = .alice) async throws -> UInt64 {
        await node.nextNonce(try account.account())
    }

    /// What the node answers when it refuses.
    private func refusal(_ node: DevNode, _ extrinsic: SignedExtrinsic) async -> RPCFailure? {
        do throws(RPCFailure) {
            try await node.submit(extrinsic.bytes)
            return nil
        } catch {
            return error
        }
    }

    @Test("A submitted extrinsic is in the next block under its hash, and raises the nonce")
    func included() async throws {
        let node = try TestChain().node
        let remark = try TestChain.remark(node, "x", nonce: 0)
        #expect(try await node.submit(remark.bytes) == remark.hash)
        #expect(try await nonce(node) == 1)
        try await node.seal()
        let block = await node.block
        #expect(block.extrinsics.count == 2)
        #expect(block.extrinsics.last == remark.bytes)
        #expect(await node.pending == 0)
        #expect(try await nonce(node) == 1)
    }

    @Test("Extrinsics of an account go in by their nonces, of several accounts as they came")
    func order() async throws {
        let node = try TestChain().node
        let alice = try (0..<3).map { try TestChain.remark(node, "a\($0)", nonce: UInt32($0)) }
        let bob = try TestChain.remark(node, "b", by: .bob, nonce: 0)
        for extrinsic in [alice[1], bob, alice[2], alice[0]] { try await node.submit(extrinsic.bytes) }
        #expect(try await nonce(node) == 3)
        try await node.seal()
        let block = await node.block
        #expect(Array(block.extrinsics.dropFirst()) == [bob, alice[0], alice[1], alice[2]].map(\.bytes))
    }

    @Test("A nonce with a gap before it waits until the gap is closed")
    func future() async throws {
        let node = try TestChain().node
        let early = try TestChain.remark(node, "later", nonce: 1)
        try await node.submit(early.bytes)
        #expect(try await nonce(node) == 0)
        try await node.seal()
        #expect(await node.block.extrinsics.count == 1)
        #expect(await node.pending == 1)
        try await node.submit(try TestChain.remark(node, "now", nonce: 0).bytes)
        #expect(try await nonce(node) == 2)
        try await node.seal()
        #expect(await node.block.extrinsics.last == early.bytes)
    }

    @Test("A nonce that waits too long for the ones before it is dropped")
    func patience() async throws {
        let node = try TestChain().node
        try await node.submit(try TestChain.remark(node, "never", nonce: 9).bytes)
        for _ in 0...257 { try await node.seal() }
        #expect(await node.pending == 0)
    }

    @Test("A nonce that was used is outdated")
    func stale() async throws {
        let node = try TestChain().node
        try await node.submit(try TestChain.remark(node, "x", nonce: 0).bytes)
        try await node.seal()
        let refusal = await refusal(node, try TestChain.remark(node, "y", nonce: 0))
        #expect(refusal == RPCFailure(1010, "Invalid Transaction", data: "Transaction is outdated"))
    }

    @Test("A signature over something else is refused")
    func signature() async throws {
        let node = try TestChain().node
        let refused = RPCFailure(1010, "Invalid Transaction", data: "Transaction has a bad signature")
        let remark = try TestChain.remark(node, "x", nonce: 0)
        for position in [40, 60, 90] {
            var bytes = remark.bytes
            bytes[position] ^= 1
            await #expect(throws: refused) { try await node.submit(bytes) }
        }
        let foreign = try TestChain.remark(
            node, "x", nonce: 0, era: .mortal(wish: 8, current: 0), eraBlockHash: BlockHash(hashing: [1]))
        #expect(await self.refusal(node, foreign) == refused)
        #expect(await node.pending == 0)
    }

    @Test("A mortal extrinsic is taken while its era lasts and dropped when it ends before its turn")
    func mortal() async throws {
        let node = try TestChain().node
        for _ in 0..<5 { try await node.seal() }
        let head = await node.head
        let era = Era.mortal(wish: 8, current: head.number)
        func make(_ nonce: UInt32) throws -> SignedExtrinsic {
            try TestChain.remark(node, "m", nonce: nonce, era: era, eraBlockHash: head.hash)
        }
        try await node.submit(try make(0).bytes)
        try await node.seal()
        #expect(await node.block.extrinsics.count == 2)
        // Waits for nonce 1, which comes too late.
        try await node.submit(try make(2).bytes)
        for _ in 0..<9 { try await node.seal() }
        #expect(await self.refusal(node, try make(1)) != nil)
        try await node.submit(try TestChain.remark(node, "late", nonce: 1).bytes)
        try await node.seal()
        #expect(await node.block.extrinsics.count == 2)
        #expect(await node.pending == 0)
    }

    @Test("The same bytes are taken once")
    func duplicate() async throws {
        let node = try TestChain().node
        let remark = try TestChain.remark(node, "x", nonce: 0)
        try await node.submit(remark.bytes)
        #expect(await refusal(node, remark)?.code == 1013)
        #expect(await refusal(node, remark)?.message == "Transaction is already imported")
    }

    @Test("Another extrinsic with a nonce in use is taken only for a higher tip")
    func priority() async throws {
        let node = try TestChain().node
        try await node.submit(try TestChain.remark(node, "first", nonce: 0).bytes)
        #expect(await refusal(node, try TestChain.remark(node, "second", nonce: 0))?.code == 1014)
        let better = try TestChain.remark(node, "third", nonce: 0, tip: 5)
        #expect(await refusal(node, better) == nil)
        #expect(await node.pending == 1)
        try await node.seal()
        #expect(await node.block.extrinsics.last == better.bytes)
    }

    @Test("What is no extrinsic is refused, and nothing traps")
    func garbage() async throws {
        let node = try TestChain().node
        let good = try TestChain.remark(node, "some text to be cut", nonce: 0).bytes
        for count in 0..<good.count {
            await #expect(throws: RPCFailure.self) { try await node.submit(Array(good.prefix(count))) }
        }
        let inherent = node.runtime.timestampExtrinsic(milliseconds: 5)
        await #expect(throws: RPCFailure.self) { try await node.submit(inherent) }
        #expect(await node.pending == 0)
    }

    @Test("A full pool drops what comes next")
    func full() throws {
        var pool = ExtrinsicPool(limits: .init(entries: 3, perAccount: 2, bytes: 1 << 20, patience: 4))
        let node = try TestChain().node
        func entry(_ account: DevAccount, _ nonce: UInt32) throws -> PoolEntry {
            let made = try TestChain.remark(node, "x", by: account, nonce: nonce)
            return PoolEntry(
                bytes: made.bytes, extrinsic: try .decode(made.bytes, metadata: node.runtime.metadata),
                signer: try account.account(), hash: made.hash, arrival: UInt64(pool.count), since: 0)
        }
        _ = try pool.insert(try entry(.alice, 0))
        _ = try pool.insert(try entry(.alice, 1))
        let third = try entry(.alice, 2)
        #expect(throws: ExtrinsicPool.Refusal.full) { try pool.insert(third) }
        _ = try pool.insert(try entry(.bob, 0))
        let fourth = try entry(.charlie, 0)
        #expect(throws: ExtrinsicPool.Refusal.full) { try pool.insert(fourth) }
        #expect(pool.ready { _ in 0 }.count == 3)
        #expect(pool.ready { _ in 1 }.count == 1)
    }
}
