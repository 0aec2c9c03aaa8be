import Chain
import Keys
import Testing

@Suite struct NeuronDecoderTests {
    @Test("The runtime's own layout is known, one with a field more is not")
    func layouts() {
        let known = NeuronRuntime.runtime().metadata.types
        #expect(NeuronLayout.isNeurons(NeuronRuntime.neurons, in: known))
        #expect(NeuronLayout.isState(NeuronRuntime.state, in: known))
        #expect(!NeuronLayout.isNeurons(NeuronRuntime.state, in: known))
        #expect(!NeuronLayout.isNeurons(9_999, in: known))
        let other = NeuronRuntime.runtime(extended: true).metadata.types
        #expect(!NeuronLayout.isNeurons(NeuronRuntime.neurons, in: other))
        #expect(NeuronLayout.isState(NeuronRuntime.state, in: other))
    }

    @Test("A type that contains itself is not known, and not followed for ever")
    func endless() {
        let types = TypeRegistry(types: [TypeDefinition(shape: .sequence(0))])
        #expect(NeuronLayout.describe(0, in: types) == nil)
    }

    @Test("After an upgrade that adds a field the registry reads the same neurons")
    func upgrade() throws {
        let decoder = NeuronDecoder()
        let before = NeuronRuntime.runtime(specVersion: 343)
        let after = NeuronRuntime.runtime(extended: true, specVersion: 344)
        for _ in 0..<2 {
            let old = try decoder.neurons(
                try NeuronSamples.bytes(3), as: NeuronRuntime.neurons, runtime: before)
            let new = try decoder.neurons(
                try NeuronSamples.bytes(3, extended: true), as: NeuronRuntime.neurons, runtime: after)
            #expect(old == new)
            #expect(old.count == 3)
        }
    }

    @Test("What cannot be read is an error that says why", arguments: [false, true])
    func malformed(_ extended: Bool) throws {
        let runtime = NeuronRuntime.runtime(extended: extended)
        #expect(throws: ScaleError.self) {
            try NeuronDecoder().neurons([4, 1, 2], as: NeuronRuntime.neurons, runtime: runtime)
        }
        #expect(throws: ScaleError.self) {
            try NeuronDecoder().stakes([1, 0], as: NeuronRuntime.state, runtime: runtime)
        }
    }

    @Test("A value without a field of a neuron is an error with its name")
    func missingField() {
        #expect(throws: NeuronValueError(field: "hotkey")) { try NeuronLite(.fields(["uid": .unsigned(1)])) }
        #expect(throws: NeuronValueError(field: "neurons")) { try NeuronLite.vector(.bool(true)) }
    }

    @Test("Stake is the subnet's total, and the neuron's own where the subnet says nothing of it")
    func stake() throws {
        let lite = try #require(NeuronLite.fastVector(try NeuronSamples.bytes(2))?.last)
        #expect(Neuron(lite, stakes: nil).stake == 1)
        guard case .stakes(let stakes) = SubnetStakes.fast(try NeuronSamples.stateBytes(2)) else {
            return #expect(Bool(false), "there are stakes")
        }
        let neuron = Neuron(lite, stakes: stakes)
        #expect(neuron.stake == 1.5 && neuron.alphaStake == 1.5)
        #expect(neuron.taoStake == 1.5 * 0.18)
        #expect(neuron.validatorTrust == 1)
        #expect(neuron.axon == AxonInfo(ip: "127.0.0.2", port: 8_091, version: 190))
        var other = stakes
        other.hotkeys.reverse()
        #expect(Neuron(lite, stakes: other).stake == 1)
    }

    @Test("A sum of stakes that no number holds is the largest number")
    func hugeStake() throws {
        var lite = try #require(NeuronLite.fastVector(try NeuronSamples.bytes(1))?.last)
        lite.stake = [StakeShare(coldkey: .zero, rao: .max), StakeShare(coldkey: .zero, rao: .max)]
        #expect(lite.totalStake == .max)
    }
}
