import Chain
import Keys
import Testing

@testable import DevChain

struct WeightTests {
    private func world(_ change: @escaping (inout ChainParameters) -> Void = { _ in }) -> World {
        World {
            $0.weightsRateLimit = 0
            change(&$0)
        }
    }

    @Test("Weights are scaled to the largest, stored, and the neuron's last update is this block")
    func set() throws {
        let world = world()
        world.advance(to: 9)
        let events = try world.succeed(world.weights([0, 2], [100, 300]), by: World.alice)
        #expect(events[0].name == "WeightsSet")
        #expect(events[0].fields == .list([.unsigned(27), .unsigned(1)]))
        let stored = try world.stored("SubtensorModule", "Weights", .unsigned(27), .unsigned(1))
        #expect(stored == .list([.list([.unsigned(0), .unsigned(21845)]), .list([.unsigned(2), .unsigned(65535)])]))
        #expect(try world.stored("SubtensorModule", "LastUpdate", .unsigned(27))?.list?[1].int == 9)
        let neuron = try world.ask("NeuronInfoRuntimeApi", "get_neuron", [27, 0, 1, 0])
        #expect(neuron.optional??["weights"] == stored)
    }

    @Test("The call with a mechanism sets the same weights, and an absent mechanism is refused")
    func mechanism() throws {
        let world = world()
        _ = try world.succeed(world.weights([0], [1], mechanism: 0), by: World.alice)
        #expect(try world.failure(world.weights([0], [1], mechanism: 1), by: World.alice) == "MechanismDoesNotExist")
    }

    @Test("Weights of zero only are stored as they are")
    func zeros() throws {
        let world = world()
        _ = try world.succeed(world.weights([0, 1], [0, 0]), by: World.alice)
        #expect(
            try world.stored("SubtensorModule", "Weights", .unsigned(27), .unsigned(1))
                == .list([.list([.unsigned(0), .unsigned(0)]), .list([.unsigned(1), .unsigned(0)])]))
    }

    @Test("A neuron without a permit weighs itself and nobody else")
    func permit() throws {
        let world = world()
        #expect(try world.failure(world.weights([0], [1]), by: World.bob) == "NeuronNoValidatorPermit")
        #expect(try world.failure(world.weights([2], [1]), by: World.bob) == nil)
    }

    @Test("Each rule refuses by its own name")
    func refusals() throws {
        let world = world {
            $0.minAllowedWeights = 2
            $0.maxWeightsLimit = 40_000
            $0.weightsVersion = 100
        }
        let good: UInt64 = 100
        #expect(
            try world.failure(world.weights([0, 1], [1], version: good), by: World.alice) == "WeightVecNotEqualSize")
        #expect(
            try world.failure(world.weights([0], [1], version: good, netuid: 0), by: World.alice)
                == "CanNotSetRootNetworkWeights")
        #expect(
            try world.failure(world.weights([0, 1, 2, 3], [1, 1, 1, 1], version: good), by: World.alice)
                == "UidsLengthExceedUidsInSubNet")
        #expect(
            try world.failure(world.weights([0, 1], [1, 1], version: good), by: World.charlie)
                == "HotKeyNotRegisteredInSubNet")
        #expect(
            try world.failure(world.weights([0, 1], [1, 1], version: 99), by: World.alice)
                == "IncorrectWeightVersionKey")
        #expect(try world.failure(world.weights([0, 0], [1, 1], version: good), by: World.alice) == "DuplicateUids")
        #expect(
            try world.failure(world.weights([0, 3], [1, 1], version: good), by: World.alice)
                == "UidVecContainInvalidOne")
        #expect(try world.failure(world.weights([0], [1], version: good), by: World.alice) == "WeightVecLengthIsLow")
        #expect(
            try world.failure(world.weights([0, 1], [9, 1], version: good), by: World.alice) == "MaxWeightExceeded")
        #expect(try world.failure(world.weights([0, 1], [1, 1], version: good), by: World.alice) == nil)
    }

    @Test("Of a subnet that nobody added there is no mechanism")
    func unknownSubnet() throws {
        let world = world { _ in }
        // Where nothing says otherwise, weights are committed.
        #expect(try world.failure(world.weights([0], [1], netuid: 5), by: World.alice) == "CommitRevealEnabled")
    }

    @Test("The stake rule holds before the pool and in the block")
    func stake() throws {
        let world = world { $0.stakeThreshold = 100 * World.tao }
        #expect(try world.refusal(world.weights([0], [1]), by: World.alice) == .custom(1))
        #expect(try world.failure(world.weights([0], [1]), by: World.alice) == "NotEnoughStakeToSetWeights")
        #expect(try world.refusal(world.weights([1], [1]), by: World.owner) == nil)
    }

    @Test("The next weights have to wait for the rate limit, the first need not")
    func rate() throws {
        let world = World { $0.weightsRateLimit = 10 }
        _ = try world.succeed(world.weights([0], [1]), by: World.alice)
        world.advance(to: 10)
        #expect(try world.failure(world.weights([0], [1]), by: World.alice) == "SettingWeightsTooFast")
        world.advance(to: 11)
        #expect(try world.failure(world.weights([0], [1]), by: World.alice) == nil)
    }

    @Test(
        "Scaling rounds to the nearest",
        arguments: [
            ([1, 2, 3], [21845, 43690, 65535]), ([65535, 1], [65535, 1]), ([2, 4096], [32, 65535]), ([], []),
        ] as [([UInt16], [UInt16])])
    func scaling(_ values: [UInt16], _ scaled: [UInt16]) {
        #expect(Execution.upscaled(values) == scaled)
    }
}
