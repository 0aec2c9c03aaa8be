import Chain
import Testing

@testable import DevChain

struct BlockHashTests {
    @Test("The storage holds the hashes of the last 2,400 blocks and of block 0, as the constant says")
    func pruned() throws {
        let world = World()
        func isKept(_ number: UInt32) -> Bool { world.state[Storage.blockHash.key([number])] != nil }
        world.advance(to: 6)
        world.advance(to: 2_401)
        #expect(isKept(0) && isKept(5))
        world.advance(to: 2_405)
        #expect(isKept(5))
        world.advance(to: 2_406)
        #expect(!isKept(5))
        #expect(isKept(0) && isKept(2_400) && isKept(2_405))
        let constant = try world.runtime.metadata.constant("System", "BlockHashCount")
        #expect(UInt32(encoded: constant.value) == UInt32(DevRuntime.rememberedHashes))
    }
}
