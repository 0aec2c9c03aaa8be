import Market
import Store
import Testing

@testable import AllocationAPI

/// What becomes of a machine whose miner says that it did not provision, and cannot prove it.
@Suite(.timeLimit(.minutes(1))) struct RefusedRentingTests {
    @Test("A miner that shut its door is released by key once, and nothing is left", arguments: [false, true])
    func door(_ isPython: Bool) async throws {
        var settings = Marketplace.Settings()
        settings.isPython = isPython
        try await Marketplace.with(settings) { market async throws in
            market.miner.change { $0.closesAfterCheck = true }
            await #expect(throws: RentalProblem.self) { try await market.rent() }
            #expect(try await market.record()?.state == .releasing)
            await market.resolver(alone: false).resolve(atStart: false)
            #expect(try await market.record() == nil)
            #expect(market.miner.now.calls == [.check])
        }
    }

    @Test("A door that was shut on the way is no proof: what stands behind it is released")
    func forgedDoor() async throws {
        try await Marketplace.with { market async throws in
            market.miner.change { $0.closesAfterCheck = true }
            await #expect(throws: RentalProblem.self) { try await market.rent() }
            let owed = try #require(try await market.record())
            market.miner.change { state in
                state.isClosed = false
                state.rentedBy = owed.publicKey
            }
            await market.resolver(alone: false).resolve(atStart: false)
            #expect(try await market.record() == nil)
            #expect(market.miner.now.rentedBy == nil)
        }
    }

    @Test("A door that is shut to a release confirms nothing where something may stand")
    func closedLater() async throws {
        try await Marketplace.with { market async throws in
            let rental = try await market.rent()
            market.miner.change { $0.isClosed = true }
            _ = try await market.store.beginRelease(rental.id, notify: false, at: market.clock.now)
            let resolver = market.resolver(alone: false)
            for _ in 0..<5 {
                await resolver.resolve(atStart: false)
                #expect(try await market.record()?.state == .releasing)
                market.clock.pass(300)
            }
            market.miner.change { $0.isClosed = false }
            await resolver.resolve(atStart: false)
            #expect(try await market.record() == nil)
            #expect(market.miner.now.rentedBy == nil)
        }
    }

    @Test("A Python miner that says no to renting owes nothing for long")
    func pythonSaysNo() async throws {
        var settings = Marketplace.Settings()
        settings.isPython = true
        try await Marketplace.with(settings) { market async throws in
            market.miner.change { state in
                state.provisioning = .refuses
                state.releasing = .wantsRunning
            }
            await #expect(throws: RentalProblem.notAvailable("no room")) { try await market.rent() }
            let resolver = market.resolver(alone: false)
            // As often as the resolver asks by itself: after 2, 4, 8, 16, 32 seconds.
            for wait in [0, 2, 4, 8, 16, 32] {
                #expect(try await market.record()?.state == .releasing)
                market.clock.pass(Double(wait))
                await resolver.resolve(atStart: false)
            }
            #expect(try await market.record() == nil)
        }
    }
}
