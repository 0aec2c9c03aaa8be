import Chain
import Keys
import Testing

@testable import DevChain

struct RegistrationTests {
    private func hotkey(_ number: UInt8) throws -> AccountID {
        try #require(AccountID([UInt8](repeating: number, count: 32)))
    }

    @Test("A registration costs the burn and gives the next uid, everywhere it is told")
    func registers() throws {
        let world = World()
        let new = try hotkey(1)
        let before = world.state.value(Storage.account, World.charlie.account, or: AccountRecord()).free
        let events = try world.succeed(world.register(new), by: World.charlie)
        #expect(events[0].name == "NeuronRegistered")
        #expect(events[0].fields == .list([.unsigned(27), .unsigned(3), .account(new)]))
        let after = world.state.value(Storage.account, World.charlie.account, or: AccountRecord())
        #expect(before - after.free == world.runtime.parameters.burn + world.runtime.parameters.fee)
        #expect(after.nonce == 1)
        #expect(try world.stored("SubtensorModule", "Uids", .unsigned(27), .account(new))?.int == 3)
        #expect(try world.stored("SubtensorModule", "Keys", .unsigned(27), .unsigned(3))?.account == new)
        #expect(try world.stored("SubtensorModule", "Owner", .account(new))?.account == World.charlie.account)
        #expect(try world.stored("SubtensorModule", "IsNetworkMember", .account(new), .unsigned(27))?.flag == true)
        #expect(try world.stored("SubtensorModule", "SubnetworkN", .unsigned(27))?.int == 4)
        #expect(try world.stored("SubtensorModule", "LastUpdate", .unsigned(27))?.list?.count == 4)
        #expect(try world.stored("SubtensorModule", "ValidatorPermit", .unsigned(27))?.list?.last?.flag == false)
    }

    @Test("Each rule refuses by its own name")
    func refusals() throws {
        let world = World {
            $0.registrationsPerBlock = 2
            $0.registrationsPerInterval = 1
            $0.registrationInterval = 20
        }
        #expect(
            try world.failure(world.register(try hotkey(1), netuid: 0), by: World.charlie)
                == "RegistrationNotPermittedOnRootSubnet")
        #expect(try world.failure(world.register(try hotkey(1), netuid: 3), by: World.charlie) == "SubnetNotExists")
        #expect(
            try world.failure(world.register(World.bob.account), by: World.charlie)
                == "HotKeyAlreadyRegisteredInSubNet")
        #expect(try world.failure(world.register(try hotkey(1)), by: World.charlie) == nil)
        #expect(try world.failure(world.register(try hotkey(2)), by: World.charlie) == nil)
        #expect(
            try world.failure(world.register(try hotkey(3)), by: World.charlie) == "TooManyRegistrationsThisBlock")
        world.advance(to: 2)
        #expect(try world.failure(world.register(try hotkey(3)), by: World.charlie) == nil)
        world.advance(to: 3)
        #expect(
            try world.failure(world.register(try hotkey(4)), by: World.charlie)
                == "TooManyRegistrationsThisInterval")
        world.advance(to: 20)
        #expect(try world.failure(world.register(try hotkey(4)), by: World.charlie) == nil)
    }

    @Test("A closed subnet, an empty purse and another's hotkey are refused")
    func closed() throws {
        let closed = World { $0.registrationAllowed = false }
        #expect(
            try closed.failure(closed.register(try hotkey(1)), by: World.charlie) == "SubNetRegistrationDisabled")
        let dear = World { $0.burn = 101 * World.tao }
        #expect(try dear.failure(dear.register(try hotkey(1)), by: World.charlie) == "NotEnoughBalanceToStake")
        var genesis = World.genesis
        genesis.subnets.append(
            GenesisSubnet(netuid: 2, ownerHotkey: World.owner.account, ownerColdkey: World.owner.account))
        let world = World(genesis: genesis)
        #expect(
            try world.failure(world.register(World.bob.account, netuid: 2), by: World.charlie)
                == "NonAssociatedColdKey")
        #expect(try world.failure(world.register(World.bob.account, netuid: 2), by: World.bob) == nil)
    }

    @Test("Proof of work is never open, and a price limit is kept")
    func others() throws {
        let world = World()
        let work = world.call(
            "register",
            [
                "netuid": .unsigned(27), "block_number": .unsigned(1), "nonce": .unsigned(1), "work": .bytes([]),
                "hotkey": .account(try hotkey(1)), "coldkey": .account(try hotkey(2)),
            ])
        #expect(try world.failure(work, by: World.charlie) == "SubNetRegistrationDisabled")
        func limited(_ limit: UInt64) throws -> RuntimeCall {
            world.call(
                "register_limit",
                [
                    "netuid": .unsigned(27), "hotkey": .account(try hotkey(1)),
                    "limit_price": .unsigned(UInt128(limit)),
                ])
        }
        #expect(try world.failure(limited(5), by: World.charlie) == "SlippageTooHigh")
        #expect(try world.failure(limited(World.tao), by: World.charlie) == nil)
    }

    @Test("In a full subnet the neuron with the least stake goes, with all that it published")
    func replaces() throws {
        let world = World {
            $0.maxUids = 3
            $0.immunityPeriod = 5
        }
        _ = try world.succeed(world.serve(), by: World.bob)
        world.advance(to: 10)
        let events = try world.succeed(world.register(try hotkey(1)), by: World.charlie)
        #expect(events[0].fields.list?[1].int == 2)
        #expect(try world.stored("SubtensorModule", "Uids", .unsigned(27), .account(World.bob.account)) == nil)
        #expect(try world.stored("SubtensorModule", "Axons", .unsigned(27), .account(World.bob.account)) == nil)
        #expect(try world.stored("SubtensorModule", "SubnetworkN", .unsigned(27))?.int == 3)
        #expect(try world.refusal(world.serve(), by: World.bob) == .custom(10))
    }
}
