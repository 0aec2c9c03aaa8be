import Foundation
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
            await market.resolver(alone: true).resolve(atStart: true)
            #expect(try await market.record() == nil)
            #expect(market.miner.now.rentedBy == nil)
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

    @Test("A lease that is over is released, and forgotten even when its miner never answers again")
    func leaseOver() async throws {
        try await Marketplace.with { market async throws in
            let rental = try await market.rent()
            let resolver = market.resolver(alone: true)
            market.clock.pass(30 * 86_400)
            await resolver.resolve(atStart: false)
            #expect(try await market.record() == rental, "to the second it is still his")
            market.miner.change { $0.releasing = .breaks }
            market.clock.pass(1)
            await resolver.resolve(atStart: false)
            #expect(try await market.record()?.state == .releasing)
            #expect(try await market.record()?.notify == true)
            market.clock.pass(Releaser.grace)
            await resolver.resolve(atStart: false)
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
            market.store.fail([.read])
            await market.resolver(alone: true).resolve(atStart: true)
            market.store.fail([])
            await market.resolver(alone: true).resolve(atStart: true)
            #expect(try await market.record() == nil)
        }
    }
}
