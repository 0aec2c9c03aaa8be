import Chain
import Foundation
import Keys
import Market
import Store
import Testing

@testable import AllocationAPI

@Suite(.timeLimit(.minutes(1))) struct ResolvingTests {
    /// The miner provisioned for an API that died before it could record that.
    private func orphan(_ market: Marketplace) async throws -> Rental {
        let key = try RenterPrivateKey.generate()
        market.miner.change { $0.rentedBy = key.publicPEM }
        let intent = RentalIntent(
            id: key.allocationID.hex, hotkey: market.hotkey, uuid: "u", publicKey: key.publicPEM,
            privateKey: key.revealPEM(), sshKey: "", ip: "127.0.0.1",
            expiresAt: market.clock.now.addingTimeInterval(86_400), createdAt: market.clock.now)
        guard case .reserved(let rental) = try await market.store.reserve(intent) else {
            throw ScriptedMiner.Broken()
        }
        return rental
    }

    @Test("A lone API gives back at its start what it finds unfinished")
    func aloneAtStart() async throws {
        try await Marketplace.with { market async throws in
            _ = try await orphan(market)
            market.clock.pass(1)
            await market.resolver(alone: true).resolve(atStart: true)
            #expect(try await market.record() == nil)
            #expect(market.miner.now.rentedBy == nil)
        }
    }

    @Test("What was begun after a lone API came is another one's, however long it waited for its chain")
    func begunLater() async throws {
        try await Marketplace.with { market async throws in
            let since = market.clock.now
            market.clock.pass(100)
            let rental = try await orphan(market)
            market.clock.pass(10)
            await market.resolver(alone: true, since: since).resolve(atStart: true)
            #expect(try await market.record() == rental)
            #expect(market.miner.now.rentedBy == rental.publicKey)
        }
    }

    @Test("The unfinished rental of another process is left alone while it is young", arguments: [true, false])
    func young(atStart: Bool) async throws {
        try await Marketplace.with { market async throws in
            let rental = try await orphan(market)
            let resolver = market.resolver(alone: false)
            await resolver.resolve(atStart: atStart)
            market.clock.pass(RentalResolver.forgottenAfter - 1)
            await resolver.resolve(atStart: atStart)
            #expect(try await market.record() == rental)
            market.clock.pass(2)
            await resolver.resolve(atStart: atStart)
            #expect(try await market.record() == nil)
            #expect(market.miner.now.rentedBy == nil)
        }
    }

    @Test("What this process is working on is left alone, however old it is")
    func inFlight() async throws {
        try await Marketplace.with { market async throws in
            let rental = try await orphan(market)
            market.inFlight.insert(rental.id)
            market.clock.pass(10_000)
            await market.resolver(alone: true).resolve(atStart: true)
            #expect(try await market.record() == rental)
            market.inFlight.remove(rental.id)
            await market.resolver(alone: true).resolve(atStart: false)
            #expect(try await market.record() == nil)
        }
    }

    /// Nobody listens on port 1.
    private static let unreachable = Marketplace.Settings(
        staleAxon: AxonInfo(ip: "127.0.0.1", port: 1, version: 190))

    @Test("A lease that is over is released, and forgotten even when its miner never answers again")
    func leaseOver() async throws {
        try await Marketplace.with(Self.unreachable) { market async throws in
            let rental = try await market.rentedBefore()
            let resolver = market.resolver(alone: true)
            market.clock.pass(30 * 86_400)
            await resolver.resolve(atStart: false)
            #expect(try await market.record() == rental, "to the second it is still his")
            market.clock.pass(1)
            await resolver.resolve(atStart: false)
            #expect(try await market.record()?.state == .releasing)
            #expect(try await market.record()?.notify == true)
            market.clock.pass(Releaser.grace)
            await resolver.resolve(atStart: false)
            #expect(try await market.record() == nil)
        }
    }

    @Test("A miner that refuses for ever is asked for a day longer, then its record ends")
    func refusesForEver() async throws {
        try await Marketplace.with { market async throws in
            _ = try await market.rent()
            market.miner.change { $0.releasing = .breaks }
            let resolver = market.resolver(alone: true)
            market.clock.pass(30 * 86_400 + Releaser.insistence)
            await resolver.resolve(atStart: false)
            #expect(try await market.record()?.state == .releasing)
            market.clock.pass(300)
            await resolver.resolve(atStart: false)
            #expect(try await market.record() == nil)
            #expect(market.miner.now.calls.suffix(2) == [.release, .release])
        }
    }

    @Test("Who is not in the metagraph is silent, unless the chain data are too old to say so")
    func notInTheMetagraph() async throws {
        try await Marketplace.with { market async throws in
            let rental = try await market.rentedBefore(hotkey: Keypair.generate().account.ss58)
            let resolver = market.resolver(alone: true)
            market.clock.pass(31 * 86_400)
            for _ in 0..<2 {
                await resolver.resolve(atStart: false)
                #expect(try await market.store.rental(id: rental.id)?.state == .releasing)
                market.clock.pass(300)
            }
            market.chain.advance()
            await market.metagraph.refresh()
            await resolver.resolve(atStart: false)
            #expect(try await market.store.rental(id: rental.id) == nil)
        }
    }

    @Test("A clock that is set forward ends no lease until it has gone evenly for a while")
    func clockSetForward() async throws {
        try await Marketplace.with { market async throws in
            let rental = try await market.rent()
            let resolver = market.resolver(alone: true)
            market.clock.set(by: 40 * 86_400)
            await resolver.resolve(atStart: false)
            #expect(try await market.record() == rental)
            market.clock.set(by: -40 * 86_400)
            await resolver.resolve(atStart: false)
            market.clock.pass(LeaseClock.settling)
            await resolver.resolve(atStart: false)
            #expect(try await market.record() == rental)

            market.clock.set(by: 40 * 86_400)
            await resolver.resolve(atStart: false)
            market.clock.pass(LeaseClock.settling)
            await resolver.resolve(atStart: false)
            #expect(try await market.record() == nil)
            #expect(market.miner.now.rentedBy == nil)
        }
    }

    @Test("A clock that is set forward forgets no release that is owed, and no other process's intent")
    func clockSetForwardWhileOwed() async throws {
        try await Marketplace.with(miners: 2, Self.unreachable) { market async throws in
            let owed = try await market.rentedBefore()
            _ = try await market.store.beginRelease(owed.id, notify: false, at: market.clock.now)
            let pair = try market.pairs.next()
            let intent = RentalIntent(
                id: pair.allocationID.hex, hotkey: market.hotkeys[1], uuid: "u", publicKey: pair.publicPEM,
                privateKey: "", sshKey: "", ip: "127.0.0.1", expiresAt: market.clock.now.addingTimeInterval(86_400),
                createdAt: market.clock.now)
            _ = try await market.store.reserve(intent)
            let resolver = market.resolver(alone: false)
            market.clock.set(by: 40 * 86_400)
            await resolver.resolve(atStart: false)
            #expect(try await market.record()?.state == .releasing)
            #expect(try await market.store.rental(id: intent.id)?.state == .reserved)
            market.clock.pass(LeaseClock.settling)
            await resolver.resolve(atStart: false)
            #expect(try await market.record() == nil)
            #expect(try await market.store.rental(id: intent.id) == nil)
        }
    }

    @Test("A release that is due is tried although the clock was set back")
    func clockSetBack() async throws {
        try await Marketplace.with { market async throws in
            let rental = try await market.rent()
            _ = try await market.store.beginRelease(rental.id, notify: false, at: market.clock.now)
            market.clock.set(by: -86_400)
            await market.resolver(alone: false).resolve(atStart: false)
            #expect(try await market.record() == nil)
        }
    }

    @Test("A miner that was given up is still told to release")
    func lost() async throws {
        try await Marketplace.with { market async throws in
            let rental = try await market.rent()
            _ = try await market.store.markLost(rental.id, at: market.clock.now)
            await market.resolver(alone: false).resolve(atStart: false)
            #expect(try await market.record() == nil)
            #expect(market.miner.now.rentedBy == nil)
        }
    }

    @Test("A store that is away is survived")
    func storeAway() async throws {
        try await Marketplace.with { market async throws in
            _ = try await orphan(market)
            market.clock.pass(1)
            market.store.fail([.read])
            await market.resolver(alone: true).resolve(atStart: true)
            market.store.fail([])
            await market.resolver(alone: true).resolve(atStart: true)
            #expect(try await market.record() == nil)
        }
    }
}
