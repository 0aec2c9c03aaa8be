import Chain
import Keys
import Testing

@testable import DevChain

struct StakingTests {
    private func add(_ world: World, _ amount: UInt64, on hotkey: AccountID, netuid: UInt16 = 27) -> RuntimeCall {
        world.call(
            "add_stake",
            [
                "hotkey": .account(hotkey), "netuid": .unsigned(UInt128(netuid)),
                "amount_staked": .unsigned(UInt128(amount)),
            ])
    }

    private func remove(_ world: World, _ amount: UInt64, from hotkey: AccountID) -> RuntimeCall {
        world.call(
            "remove_stake",
            [
                "hotkey": .account(hotkey), "netuid": .unsigned(27), "amount_unstaked": .unsigned(UInt128(amount)),
            ])
    }

    @Test("Stake brings the permit at once, and taking it back ends it")
    func permits() throws {
        let world = World {
            $0.permitStake = 500 * World.tao
        }
        func permits() throws -> [Bool] {
            try world.stored("SubtensorModule", "ValidatorPermit", .unsigned(27))?.list?.compactMap(\.flag) ?? []
        }
        #expect(try permits() == [true, true, false])
        _ = try world.succeed(add(world, 600 * World.tao, on: World.bob.account), by: World.bob)
        #expect(try permits() == [true, true, true])
        let info = try world.ask("StakeInfoRuntimeApi", "get_stake_info_for_coldkey", World.bob.account.bytes)
        #expect(info.list?.first?["stake"]?.uint64 == 600 * World.tao)
        #expect(info.list?.first?["is_registered"]?.flag == true)
        let state = try world.ask("SubnetInfoRuntimeApi", "get_subnet_state", [27, 0]).optional ?? nil
        #expect(state?["total_stake"]?.list?.last?.uint64 == 600 * World.tao)
        _ = try world.succeed(remove(world, 200 * World.tao, from: World.bob.account), by: World.bob)
        #expect(try permits() == [true, true, false])
        #expect(world.state.value(Storage.account, World.bob.account, or: AccountRecord()).free == 600 * World.tao)
    }

    @Test("Only as many as the subnet allows get the permit, those with the most stake")
    func places() throws {
        let world = World { $0.maxValidators = 1 }
        #expect(try world.stored("SubtensorModule", "ValidatorPermit", .unsigned(27))?.list?[0].flag == true)
        _ = try world.succeed(add(world, 999 * World.tao, on: World.bob.account), by: World.bob)
        // Alice has hers from genesis.
        #expect(
            try world.stored("SubtensorModule", "ValidatorPermit", .unsigned(27))?.list?.map(\.flag)
                == [true, true, false])
    }

    @Test("Each rule refuses by its own name and number")
    func refusals() throws {
        let world = World()
        let stranger = World.charlie.account
        let cases: [(RuntimeCall, UInt8, String)] = [
            (add(world, World.tao, on: World.bob.account, netuid: 9), 3, "SubnetNotExists"),
            (add(world, 1, on: World.bob.account), 1, "AmountTooLow"),
            (add(world, 2_000 * World.tao, on: World.bob.account), 2, "NotEnoughBalanceToStake"),
            (add(world, World.tao, on: stranger), 4, "HotKeyAccountNotExists"),
            (remove(world, World.tao, from: World.owner.account), 5, "NotEnoughStakeToWithdraw"),
            (remove(world, 0, from: World.bob.account), 1, "AmountTooLow"),
            (remove(world, 1, from: stranger), 4, "HotKeyAccountNotExists"),
        ]
        for (call, custom, name) in cases {
            #expect(try world.refusal(call, by: World.bob) == .custom(custom))
            #expect(try world.failure(call, by: World.bob) == name)
        }
    }

    @Test("Root stake counts eighteen percent in a subnet")
    func root() throws {
        let world = World()
        _ = try world.succeed(add(world, 100 * World.tao, on: World.bob.account, netuid: 0), by: World.bob)
        let state = try world.ask("SubnetInfoRuntimeApi", "get_subnet_state", [27, 0]).optional ?? nil
        #expect(state?["tao_stake"]?.list?.last?.uint64 == 100 * World.tao)
        #expect(state?["total_stake"]?.list?.last?.uint64 == 18 * World.tao)
    }
}
