import Chain
import JSON
import Keys
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct ChainSubtensorReadTests {
    @Test("The block is the best one's number")
    func block() async throws {
        #expect(try await ScriptedSubnet().subtensor.block() == 1_000)
    }

    @Test("A metagraph is read at one block, with the subnet's stakes", arguments: [false, true])
    func metagraph(_ extended: Bool) async throws {
        let node = try ScriptedSubnet(runtime: NeuronRuntime.runtime(extended: extended))
        let metagraph = try await node.subtensor.metagraph(netuid: 27)
        #expect(metagraph.block == 1_000)
        #expect(metagraph.neurons.map(\.stake) == [0.5, 1.5, 2.5])
        #expect(metagraph.neuron(of: NeuronSamples.account(2))?.uid == 2)
        let calls = node.rpc.calls.filter { $0.method == "state_call" }
        #expect(calls.count == 3)
        #expect(calls.allSatisfy { $0.parameters[2] == .text(ScriptedSubnet.hash(1_000).hex) })
    }

    @Test("A subnet without neurons is empty, one that is not there is an error")
    func noNeurons() async throws {
        let node = try ScriptedSubnet()
        node.state.withLock { $0.neurons = 0 }
        #expect(try await node.subtensor.metagraph(netuid: 27).neurons == [])
        await #expect(throws: SubtensorError.unknownSubnet(5)) { try await node.subtensor.metagraph(netuid: 5) }
        await #expect(throws: SubtensorError.unknownSubnet(5)) { try await node.subtensor.hyperparameters(netuid: 5) }
    }

    @Test("A neuron is found by number and by hotkey")
    func neuron() async throws {
        let node = try ScriptedSubnet()
        try node.register(NeuronSamples.account(1), uid: 1)
        let subtensor = node.subtensor
        let neuron = try #require(try await subtensor.neuron(uid: 1, netuid: 27))
        #expect(neuron.stake == 1.5)
        #expect(try await subtensor.neuron(hotkey: NeuronSamples.account(1), netuid: 27) == neuron)
        #expect(try await subtensor.stake(of: NeuronSamples.account(1), netuid: 27) == 1.5)
        #expect(try await subtensor.uid(of: NeuronSamples.account(1), netuid: 27) == 1)
        #expect(try await subtensor.neuron(uid: 9, netuid: 27) == nil)
        #expect(try await subtensor.neuron(hotkey: NeuronSamples.account(2), netuid: 27) == nil)
        #expect(try await subtensor.uid(of: NeuronSamples.account(2), netuid: 27) == nil)
    }

    @Test("Rules come from one request; those that the runtime lacks have the chain's defaults")
    func hyperparameters() async throws {
        let node = try ScriptedSubnet()
        try node.set("Burn", .unsigned(7))
        try node.set("CommitRevealWeightsEnabled", .bool(true))
        let rules = try await node.subtensor.hyperparameters(netuid: 27)
        #expect(rules.burn == 7 && rules.tempo == 99 && rules.commitRevealEnabled)
        #expect(rules.immunityPeriod == 4_096)
        #expect(node.rpc.count("state_queryStorageAt") == 1)
    }

    @Test("The owner's hotkey and an account's balance are read; where there is none, nothing")
    func storage() async throws {
        let node = try ScriptedSubnet()
        let subtensor = node.subtensor
        #expect(try await subtensor.ownerHotkey(netuid: 27) == nil)
        try node.set("SubnetOwnerHotkey", .account(NeuronSamples.account(1)))
        #expect(try await subtensor.ownerHotkey(netuid: 27) == NeuronSamples.account(1))
        #expect(try await subtensor.balance(of: NeuronSamples.account(5)) == AccountBalance())
        let data = ScaleValue.fields(["free": .unsigned(5), "reserved": .unsigned(6), "frozen": .unsigned(7)])
        try node.store(
            StorageItem("System", "Account", [.account(NeuronSamples.account(5))]),
            .fields(["nonce": .unsigned(1), "data": data]))
        #expect(
            try await subtensor.balance(of: NeuronSamples.account(5)) == AccountBalance(free: 5, reserved: 6, frozen: 7)
        )
    }

    @Test("A chain that is away is unavailable, and works when it is back")
    func away() async throws {
        let node = try ScriptedSubnet()
        node.state.withLock { $0.isAway = true }
        let subtensor = node.subtensor
        await #expect(throws: SubtensorError.unavailable("the chain is unreachable: away")) {
            try await subtensor.metagraph(netuid: 27)
        }
        node.state.withLock { $0.isAway = false }
        #expect(try await subtensor.metagraph(netuid: 27).neurons.count == 3)
    }

    @Test("Another chain than the one asked for is refused by name")
    func wrongChain() async throws {
        let node = try ScriptedSubnet()
        let subtensor = ChainSubtensor(rpc: node.rpc, expectedGenesis: .zero, logger: .silent)
        await #expect {
            try await subtensor.metagraph(netuid: 27)
        } throws: { error in
            if case .wrongChain = error as? SubtensorError { true } else { false }
        }
    }

    @Test("An upgrade between two reads changes how the second is read, and nothing else")
    func upgrade() async throws {
        let node = try ScriptedSubnet()
        let subtensor = node.subtensor
        let before = try await subtensor.metagraph(netuid: 27)
        node.state.withLock { state in
            state.runtime = NeuronRuntime.runtime(extended: true, specVersion: 344)
            state.block = 1_001
        }
        let after = try await subtensor.metagraph(netuid: 27)
        #expect(after.block == 1_001)
        #expect(after.neurons == before.neurons)
    }
}
