import Chain
import Keys
import Testing

@Suite struct FastPathTests {
    private let runtime = NeuronRuntime.runtime()

    private func byRegistry(_ bytes: [UInt8]) -> [NeuronLite]? {
        guard let value = try? runtime.metadata.types.decode(NeuronRuntime.neurons, bytes) else { return nil }
        return try? NeuronLite.vector(value)
    }

    private func stakesByRegistry(_ bytes: [UInt8]) -> SubnetStakes.Answer? {
        guard let value = try? runtime.metadata.types.decode(NeuronRuntime.state, bytes) else { return nil }
        return try? SubnetStakes.answer(value)
    }

    @Test("The fast path and the type registry read the same neurons", arguments: [0, 1, 3, 100])
    func same(_ count: Int) throws {
        let bytes = try NeuronSamples.bytes(count)
        let fast = try #require(NeuronLite.fastVector(bytes))
        #expect(fast.count == count)
        #expect(fast == byRegistry(bytes))
    }

    @Test("A neuron has the values that were written")
    func values() throws {
        let neuron = try #require(NeuronLite.fastVector(try NeuronSamples.bytes(2))?.last)
        #expect(neuron.hotkey == NeuronSamples.account(1))
        #expect(neuron.uid == 1 && neuron.netuid == 27)
        #expect(neuron.axon == NeuronSamples.axon(1))
        #expect(neuron.stake == [StakeShare(coldkey: NeuronSamples.account(1_001), rao: 1_000_000_000)])
        #expect(
            [neuron.incentive, neuron.consensus, neuron.trust, neuron.validatorTrust] == [64, 16_383, 16_384, 65_535])
        #expect(neuron.lastUpdate == .max && neuron.validatorPermit)
    }

    @Test("The fast path and the type registry read the same stakes", arguments: [0, 3])
    func sameStakes(_ count: Int) throws {
        let bytes = try NeuronSamples.stateBytes(count)
        let fast = try #require(SubnetStakes.fast(bytes))
        #expect(fast == stakesByRegistry(bytes))
        guard case .stakes(let stakes) = fast else { return #expect(Bool(false), "there are stakes") }
        #expect(stakes.total.count == count)
    }

    @Test("No subnet is no error")
    func noSubnet() {
        #expect(SubnetStakes.fast([0]) == .noSubnet)
        #expect(stakesByRegistry([0]) == .noSubnet)
    }

    @Test("Cut at any place neither path reads anything")
    func truncated() throws {
        let neurons = try NeuronSamples.bytes(3)
        let state = try NeuronSamples.stateBytes(3)
        for count in neurons.indices {
            let cut = Array(neurons.prefix(count))
            #expect(NeuronLite.fastVector(cut) == nil && byRegistry(cut) == nil)
        }
        for count in state.indices where count > 0 {
            let cut = Array(state.prefix(count))
            #expect(SubnetStakes.fast(cut) == nil && stakesByRegistry(cut) == nil)
        }
        #expect(NeuronLite.fastVector(neurons + [0]) == nil && byRegistry(neurons + [0]) == nil)
    }

    @Test("Both paths agree about damaged bytes, whatever is in them")
    func damaged() throws {
        let neurons = try NeuronSamples.bytes(2)
        let state = try NeuronSamples.stateBytes(2)
        fuzz(2_000) { seed in
            var random = SeededRandom(seed)
            let bytes = mutated(neurons, &random)
            #expect(NeuronLite.fastVector(bytes) == byRegistry(bytes), "seed \(seed)")
            let other = mutated(state, &random)
            #expect(SubnetStakes.fast(other) == stakesByRegistry(other), "seed \(seed)")
        }
    }

    @Test(
        "A length that nobody sent reserves no memory",
        arguments: [[0xfe, 0xff, 0xff, 0xff], [3, 255, 255, 255, 255]])
    func hugeLength(_ length: [UInt8]) {
        #expect(NeuronLite.fastVector(length) == nil)
        #expect(NeuronLite.fastVector(length + [UInt8](repeating: 0, count: 4_096)) == nil)
        #expect(SubnetStakes.fast([1, 0] + length) == nil)
    }
}
