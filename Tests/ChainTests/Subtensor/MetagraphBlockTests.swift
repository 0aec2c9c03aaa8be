import Chain
import Foundation
import Testing

/// Nodes that are behind, stand still, or belong to a chain that began anew.
@Suite(.timeLimit(.minutes(1))) struct MetagraphBlockTests {
    @Test("A node that is many blocks behind counts as away, and the client is told to take another")
    func behind() async throws {
        let chain = FlakyChain(block: 1_000)
        let cache = try await chain.cache()
        chain.change { $0.block = 967 }
        await cache.refresh()
        #expect(cache.current.block == 1_000)
        #expect(!cache.isFresh)
        #expect(chain.current.distrust == ["the node is behind: it says block 967, after block 1000 was seen"])
        chain.change { $0.block = 1_001 }
        await cache.refresh()
        #expect(cache.current.block == 1_001)
        #expect(cache.isFresh)
    }

    @Test("A node that is a few blocks behind takes nothing away, but cannot hold the chain up for long")
    func fewBlocks() async throws {
        let chain = FlakyChain(block: 1_000)
        let cache = try await chain.cache()
        chain.change {
            $0.block = 968
            $0.date += 10
        }
        await cache.refresh()
        #expect(cache.current.block == 1_000)
        #expect(cache.isFresh)
        #expect(cache.age == 10)
        #expect(chain.current.distrust.isEmpty)
        chain.change { $0.date += 120 }
        await cache.refresh()
        #expect(cache.current.block == 1_000)
        #expect(!cache.isFresh)
        #expect(chain.current.distrust.count == 1)
    }

    @Test("A chain that began anew is taken over: its low blocks are of now")
    func anew() async throws {
        let chain = FlakyChain(block: 1_000)
        let cache = try await chain.cache()
        chain.change {
            $0.block = 3
            $0.time = $0.date - 12
        }
        await cache.refresh()
        #expect(cache.current.block == 3)
        #expect(cache.isFresh)
    }

    @Test("Before anything is known, a node whose newest block is old is not believed where time is checked")
    func oldBlock() async throws {
        let chain = FlakyChain(block: 5)
        chain.change { $0.time = $0.date - 901 }
        await #expect(throws: SubtensorError.outOfDate(block: 5, seconds: 901)) {
            _ = try await chain.cache(checksTime: true)
        }
        #expect(chain.current.distrust.count == 1)
        #expect(try await chain.cache().current.block == 5)
        chain.change { $0.time = $0.date - 899 }
        #expect(try await chain.cache(checksTime: true).current.block == 5)
    }

    @Test("After a long absence a higher block is no proof: an old one is not believed, while time is checked")
    func afterAbsence() async throws {
        let chain = FlakyChain(block: 5)
        chain.change { $0.time = $0.date }
        let cache = try await chain.cache(checksTime: true)
        chain.change {
            $0.date += 36_000
            $0.block = 100
        }
        await cache.refresh()
        #expect(cache.current.block == 5)
        #expect(!cache.isFresh)
        chain.change { $0.time = $0.date - 12 }
        await cache.refresh()
        #expect(cache.current.block == 100)
        #expect(cache.isFresh)
    }
}
