import Chain
import Keys
import Testing

@testable import DevChain

struct CommitTests {
    private let salt: [UInt16] = [5, 6]

    private func world() -> World {
        World {
            $0.commitReveal = true
            $0.weightsRateLimit = 0
            $0.tempo = 9
        }
    }

    private func commit(_ world: World, _ hash: [UInt8]) -> RuntimeCall {
        world.call("commit_weights", ["netuid": .unsigned(27), "commit_hash": .bytes(hash)])
    }

    private func reveal(_ world: World, _ values: [UInt16]) -> RuntimeCall {
        world.call(
            "reveal_weights",
            [
                "netuid": .unsigned(27), "uids": .list([.unsigned(0)]),
                "values": .list(values.map { .unsigned(UInt128($0)) }),
                "salt": .list(salt.map { .unsigned(UInt128($0)) }), "version_key": .unsigned(0),
            ])
    }

    private func timelocked(_ world: World, version: UInt16 = 4) -> RuntimeCall {
        world.call(
            "commit_timelocked_mechanism_weights",
            [
                "netuid": .unsigned(27), "mecid": .unsigned(0), "commit": .bytes([1, 2, 3]),
                "reveal_round": .unsigned(77), "commit_reveal_version": .unsigned(UInt128(version)),
            ])
    }

    @Test("Committed weights are revealed in the epoch after, and in no other")
    func reveals() throws {
        let world = world()
        let hash = Execution.commitHash(
            World.alice.account, 27, uids: [0], values: [9], salt: salt, versionKey: 0)
        // Epochs are ten blocks long and begin at blocks that end in 2.
        world.advance(to: 3)
        #expect(try world.failure(world.weights([0], [1]), by: World.alice) == "CommitRevealEnabled")
        let events = try world.succeed(commit(world, hash), by: World.alice)
        #expect(events[0].name == "WeightsCommitted")
        let stored = try world.stored("SubtensorModule", "WeightCommits", .unsigned(27), .account(World.alice.account))
        #expect(stored == .list([.list([.bytes(hash), .unsigned(3), .unsigned(12), .unsigned(21)])]))
        #expect(try world.stored("SubtensorModule", "LastUpdate", .unsigned(27))?.list?[1].int == 3)

        world.advance(to: 11)
        #expect(try world.refusal(reveal(world, [9]), by: World.alice) == .custom(17))
        #expect(try world.failure(reveal(world, [9]), by: World.alice) == "RevealTooEarly")
        world.advance(to: 12)
        #expect(try world.refusal(reveal(world, [8]), by: World.alice) == .custom(16))
        #expect(try world.failure(reveal(world, [8]), by: World.alice) == "InvalidRevealCommitHashNotMatch")
        let revealed = try world.succeed(reveal(world, [9]), by: World.alice)
        #expect(revealed.map(\.name).prefix(2) == ["WeightsSet", "WeightsRevealed"])
        #expect(
            try world.stored("SubtensorModule", "Weights", .unsigned(27), .unsigned(1))
                == .list([.list([.unsigned(0), .unsigned(65535)])]))
        #expect(try world.failure(reveal(world, [9]), by: World.alice) == "NoWeightsCommitFound")
    }

    @Test("A commitment that was not revealed in time is void")
    func expires() throws {
        let world = world()
        let hash = Execution.commitHash(
            World.alice.account, 27, uids: [0], values: [9], salt: salt, versionKey: 0)
        world.advance(to: 3)
        _ = try world.succeed(commit(world, hash), by: World.alice)
        world.advance(to: 22)
        #expect(try world.failure(reveal(world, [9]), by: World.alice) == "ExpiredWeightCommit")
    }

    @Test("Ten commitments may wait, the eleventh is refused")
    func capacity() throws {
        let world = world()
        for number in 0..<UInt8(10) {
            _ = try world.succeed(commit(world, [UInt8](repeating: number, count: 32)), by: World.alice)
        }
        let another = commit(world, [UInt8](repeating: 99, count: 32))
        #expect(try world.failure(another, by: World.alice) == "TooManyUnrevealedCommits")
    }

    @Test("A timelocked commitment is noted with its round, by the version in use only")
    func timelocks() throws {
        let world = world()
        let events = try world.succeed(timelocked(world), by: World.alice)
        #expect(events[0].name == "TimelockedWeightsCommitted")
        #expect(events[0].fields.list?[2] == .bytes(Blake2b.hash([1, 2, 3], count: 32)))
        let epoch = EpochClock(world.state, netuid: 27).epoch(1)
        let stored = try world.stored(
            "SubtensorModule", "TimelockedWeightCommits", .unsigned(27), .unsigned(UInt128(epoch)))
        #expect(stored?.list?.first?.list?[2] == .bytes([1, 2, 3]))
        #expect(try world.failure(timelocked(world, version: 3), by: World.alice) == "IncorrectCommitRevealVersion")
        #expect(try world.failure(timelocked(world), by: World.charlie) == "HotKeyNotRegisteredInSubNet")
    }

    @Test("Where weights are not committed, no commitment is taken")
    func disabled() throws {
        let world = World()
        let hash = [UInt8](repeating: 1, count: 32)
        #expect(try world.failure(commit(world, hash), by: World.alice) == "CommitRevealDisabled")
        #expect(try world.failure(reveal(world, [9]), by: World.alice) == "CommitRevealDisabled")
        #expect(try world.failure(timelocked(world), by: World.alice) == "CommitRevealDisabled")
    }

    @Test("Commitments are limited in rate, too")
    func rate() throws {
        let world = World {
            $0.commitReveal = true
            $0.weightsRateLimit = 5
        }
        _ = try world.succeed(timelocked(world), by: World.alice)
        #expect(try world.failure(timelocked(world), by: World.alice) == "CommittingWeightsTooFast")
    }
}
