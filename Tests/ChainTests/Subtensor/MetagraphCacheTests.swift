import Chain
import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct MetagraphCacheTests {
    @Test("A role does not start without a network")
    func noChain() async throws {
        await #expect(throws: SubtensorError.unavailable("away")) { try await FlakyChain(block: nil).cache() }
    }

    @Test("A chain that is away leaves the last good metagraph, whose age grows, until it is back")
    func away() async throws {
        let chain = FlakyChain(block: 1)
        let cache = try await chain.cache()
        #expect(cache.current.block == 1)
        #expect(cache.age == 0)
        chain.change {
            $0.block = nil
            $0.date += 3_600
        }
        await cache.refresh()
        #expect(cache.current.block == 1)
        #expect(cache.age == 3_600)
        chain.change {
            $0.block = 301
            $0.date += 10
        }
        await cache.refresh()
        #expect(cache.current.block == 301)
        #expect(cache.age == 0)
    }

    @Test("That the chain went away is logged once, and once that it is back")
    func logs() async throws {
        let chain = FlakyChain(block: 1)
        let log = LogBook()
        let cache = try await MetagraphCache(
            subtensor: chain, netuid: 27, interval: .seconds(600), logger: log.logger, now: { chain.now })
        #expect(cache.isFresh)
        for _ in 0..<2 {
            chain.change { $0.block = nil }
            for _ in 0..<3 { await cache.refresh() }
            #expect(!cache.isFresh)
            chain.change { $0.block = 2 }
            for _ in 0..<3 { await cache.refresh() }
            #expect(cache.isFresh)
        }
        let round = ["the chain is away: working on the last good metagraph", "the chain is back"]
        #expect(log.messages == round + round)
    }

    @Test("Once a block nothing but the block is read, and the metagraph counts as fresh")
    func oncePerBlock() async throws {
        let chain = MemorySubtensor(netuid: 27, neurons: try Samples.neurons())
        let cache = try await MetagraphCache(
            subtensor: chain, netuid: 27, interval: .seconds(600), oncePerBlock: true, logger: .silent)
        chain.change { $0.subnets[27]?.neurons.removeLast() }
        await cache.refresh()
        #expect(cache.current.neurons.count == 2)
        chain.change { $0.block += 1 }
        await cache.refresh()
        #expect(cache.current.neurons.count == 1)
    }

    @Test("A node that stands still counts as away, and its metagraph grows old, until it goes on")
    func standingStill() async throws {
        let chain = FlakyChain(block: 1)
        let log = LogBook()
        let cache = try await MetagraphCache(
            subtensor: chain, netuid: 27, interval: .seconds(600), logger: log.logger, now: { chain.now })
        for _ in 0..<5 {
            chain.change { $0.date += 50 }
            await cache.refresh()
        }
        #expect(!cache.isFresh)
        #expect(cache.age == 150)
        chain.change { $0.block = 2 }
        await cache.refresh()
        #expect(cache.isFresh)
        #expect(cache.age == 0)
        #expect(log.messages == ["the chain is away: working on the last good metagraph", "the chain is back"])
    }

    @Test("With patience a role waits for the chain")
    func patience() async throws {
        let chain = FlakyChain(block: nil)
        let log = LogBook(onMessage: { _ in chain.change { $0.block = 5 } })
        let cache = try await MetagraphCache(
            subtensor: chain, netuid: 27, interval: .seconds(600), patience: .seconds(60), logger: log.logger)
        #expect(cache.current.block == 5)
        #expect(log.messages == ["waiting for the chain"])
    }

    @Test("Nobody waits for a subnet that the chain does not have")
    func unknownSubnet() async throws {
        let chain = MemorySubtensor(netuid: 27, neurons: [])
        await #expect(throws: SubtensorError.unknownSubnet(1)) {
            _ = try await MetagraphCache(
                subtensor: chain, netuid: 1, interval: .seconds(600), patience: .seconds(600), logger: .silent)
        }
    }

    @Test("The loop refreshes until it is cancelled")
    func loop() async throws {
        let chain = FlakyChain(block: 1)
        let cache = try await chain.cache(every: .milliseconds(1))
        chain.change { $0.block = 2 }
        let loop = Task { try await cache.run() }
        while cache.current.block != 2 { await Task.yield() }
        loop.cancel()
        try await loop.value
    }

    @Test("Of two neurons with one hotkey the first counts")
    func duplicates() throws {
        let twice = try Samples.neurons().map { neuron in
            var neuron = neuron
            neuron.hotkey = try Samples.neurons()[0].hotkey
            return neuron
        }
        #expect(Metagraph(netuid: 1, block: 1, neurons: twice).neuron(of: twice[0].hotkey)?.uid == 1)
    }
}
