import Chain
import Foundation
import Logging
import Testing

@Suite(.timeLimit(.minutes(1))) struct MetagraphCacheTests {
    private func cache(_ chain: FlakyChain, every interval: Duration = .seconds(600)) async throws -> MetagraphCache {
        try await MetagraphCache(
            subtensor: chain, netuid: 27, interval: interval,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), now: { chain.now })
    }

    @Test("A role does not start without a network")
    func noChain() async throws {
        await #expect(throws: SubtensorError.unavailable("away")) { try await cache(FlakyChain(block: nil)) }
    }

    @Test("A chain that is away leaves the last good metagraph, whose age grows, until it is back")
    func away() async throws {
        let chain = FlakyChain(block: 1)
        let cache = try await cache(chain)
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

    @Test("The loop refreshes until it is cancelled")
    func loop() async throws {
        let chain = FlakyChain(block: 1)
        let cache = try await cache(chain, every: .milliseconds(1))
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
