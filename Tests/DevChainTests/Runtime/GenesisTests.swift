import Chain
import Keys
import Testing

@testable import DevChain

struct GenesisTests {
    @Test("Genesis is the same each time, and nothing in it counts as changed")
    func pure() {
        let runtime = DevRuntime()
        var state = runtime.genesis(World.genesis)
        #expect(state == runtime.genesis(World.genesis))
        #expect(state.takeChanges().isEmpty)
    }

    @Test("The parameters are in the storage where clients look for them")
    func parameters() throws {
        let world = World {
            $0.weightsRateLimit = 7
            $0.tempo = 11
            $0.burn = 5
        }
        world.advance(to: 1)
        #expect(try world.stored("SubtensorModule", "WeightsSetRateLimit", .unsigned(27))?.int == 7)
        #expect(try world.stored("SubtensorModule", "Tempo", .unsigned(27))?.int == 11)
        #expect(try world.stored("SubtensorModule", "Burn", .unsigned(27))?.int == 5)
        #expect(try world.stored("SubtensorModule", "CommitRevealWeightsEnabled", .unsigned(27))?.flag == false)
        #expect(try world.stored("SubtensorModule", "MinAllowedWeights", .unsigned(27))?.int == 1)
        #expect(try world.stored("SubtensorModule", "NetworksAdded", .unsigned(27))?.flag == true)
        #expect(try world.stored("SubtensorModule", "NetworksAdded", .unsigned(5))?.flag == false)
        #expect(try world.stored("SubtensorModule", "TotalNetworks")?.int == 2)
        #expect(
            try world.stored("SubtensorModule", "SubnetOwnerHotkey", .unsigned(27))?.account == World.owner.account)
    }

    @Test("Without a word about subnets, the root and the one subnet exist")
    func minimal() throws {
        let world = World(genesis: GenesisConfiguration())
        #expect(Execution.subnets(world.state) == [0, 27])
        #expect(try world.ask("NeuronInfoRuntimeApi", "get_neurons_lite", [27, 0]) == .list([]))
    }

    @Test("A hotkey named twice has one uid")
    func twice() throws {
        var genesis = World.genesis
        genesis.neurons += genesis.neurons
        let world = World(genesis: genesis)
        #expect(try world.stored("SubtensorModule", "SubnetworkN", .unsigned(27))?.int == 3)
    }

    @Test("A full subnet of 256 neurons is told completely")
    func full() throws {
        let hotkeys = (0..<256).compactMap { AccountID(Blake2b.hash([UInt8($0)], count: 32)) }
        let neurons = hotkeys.map { GenesisNeuron(netuid: World.netuid, hotkey: $0, coldkey: World.alice.account) }
        let world = World(genesis: GenesisConfiguration(neurons: neurons))
        let told = try world.ask("NeuronInfoRuntimeApi", "get_neurons_lite", [27, 0]).list ?? []
        #expect(told.map { $0["hotkey"]?.account } == hotkeys)
        #expect(told.map { $0["uid"]?.int } == Array(0..<256))
        let graph = try world.ask("SubnetInfoRuntimeApi", "get_metagraph", [27, 0]).optional ?? nil
        #expect(graph?["hotkeys"]?.list?.compactMap(\.account) == hotkeys)
    }
}
