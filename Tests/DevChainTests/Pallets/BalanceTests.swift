import Chain
import Keys
import Testing

@testable import DevChain

struct BalanceTests {
    private func transfer(_ world: World, _ amount: UInt64, to account: AccountID, keepAlive: Bool = false)
        -> RuntimeCall
    {
        world.call(
            "Balances", keepAlive ? "transfer_keep_alive" : "transfer_allow_death",
            ["dest": .variant("Id", .account(account)), "value": .unsigned(UInt128(amount))])
    }

    private func free(_ world: World, _ account: AccountID) -> UInt64 {
        world.state.value(Storage.account, account, or: AccountRecord()).free
    }

    @Test("A transfer moves the amount and opens the receiver's account")
    func moves() throws {
        let world = World()
        let new = try #require(AccountID([UInt8](repeating: 5, count: 32)))
        let events = try world.succeed(transfer(world, 1_000, to: new), by: World.charlie)
        #expect(
            events.map(\.name) == ["NewAccount", "Endowed", "Transfer", "TransactionFeePaid", "ExtrinsicSuccess"])
        #expect(free(world, new) == 1_000)
        #expect(free(world, World.charlie.account) == 100 * World.tao - 1_000)
        let record = try world.stored("System", "Account", .account(new))
        #expect(record?["providers"]?.int == 1)
        #expect(record?["data"]?["free"]?.int == 1_000)
    }

    @Test("Each rule refuses by its own name")
    func refusals() throws {
        let world = World()
        let all = 100 * World.tao
        let other = World.bob.account
        #expect(try world.failure(transfer(world, all + 1, to: other), by: World.charlie) == "InsufficientBalance")
        #expect(
            try world.failure(transfer(world, all - 1, to: other, keepAlive: true), by: World.charlie)
                == "Expendability")
        let new = try #require(AccountID([UInt8](repeating: 5, count: 32)))
        #expect(try world.failure(transfer(world, 499, to: new), by: World.charlie) == "ExistentialDeposit")
        #expect(try world.failure(transfer(world, all, to: World.charlie.account), by: World.charlie) == nil)
        #expect(free(world, World.charlie.account) == all)
    }

    @Test("A paid call costs the fee, a free one nothing, and a tip is always paid")
    func fees() throws {
        let world = World { $0.fee = 1_000 }
        let before = free(world, World.bob.account)
        _ = try world.succeed(world.serve(), by: World.bob)
        #expect(free(world, World.bob.account) == before)
        let events = try world.succeed(transfer(world, 500, to: World.alice.account), by: World.bob)
        #expect(events[0].name == "Withdraw")
        #expect(events.first { $0.name == "TransactionFeePaid" }?.fields["actual_fee"]?.int == 1_000)
        #expect(free(world, World.bob.account) == before - 1_500)
        let tipped = try world.extrinsic(world.serve(port: 1), by: World.alice, tip: 70)
        let paid = world.runtime.apply(tipped, index: 3, state: &world.state, context: world.context)
        #expect(paid.first { $0.name == "TransactionFeePaid" }?.fields["tip"]?.int == 70)
    }

    @Test("A failed call still costs the fee and the nonce, and nothing else")
    func failed() throws {
        let world = World { $0.fee = 1_000 }
        _ = try world.run(transfer(world, .max, to: World.bob.account), by: World.charlie)
        #expect(free(world, World.charlie.account) == 100 * World.tao - 1_000)
        #expect(try world.stored("System", "Account", .account(World.charlie.account))?["nonce"]?.int == 1)
    }

    @Test("A remark leaves its hash in an event")
    func remark() throws {
        let world = World()
        let silent = world.call("System", "remark", ["remark": .bytes([1])])
        #expect(try world.succeed(silent, by: World.bob).count == 2)
        let loud = world.call("System", "remark_with_event", ["remark": .bytes([1])])
        let events = try world.succeed(loud, by: World.bob)
        #expect(events[0].fields["hash"] == .bytes(Blake2b.hash([1], count: 32)))
    }
}
