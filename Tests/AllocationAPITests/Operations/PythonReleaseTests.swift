import Market
import Store
import Testing

@testable import AllocationAPI

/// Releases at miners that sign nothing and whose "no" may mean anything.
@Suite(.timeLimit(.minutes(1))) struct PythonReleaseTests {
    private static let python = {
        var settings = Marketplace.Settings()
        settings.isPython = true
        return settings
    }()

    /// A rental of a Python miner whose release is owed.
    private func owed(_ market: Marketplace, paused: Bool = false) async throws -> Rental {
        let rental = try await market.rent()
        market.miner.change { $0.releasing = .wantsRunning }
        if paused {
            try await market.desk.act(DockerAction(action: "pause"), hotkey: market.hotkey, uuid: rental.uuid)
        }
        return try #require(
            try await market.store.beginRelease(rental.id, notify: false, at: market.clock.now))
    }

    @Test("A paused container is resumed, or its miner could not remove it")
    func paused() async throws {
        try await Marketplace.with(Self.python) { market async throws in
            _ = try await owed(market, paused: true)
            await market.resolver(alone: false).resolve(atStart: false)
            #expect(try await market.record() == nil)
            #expect(market.miner.now.rentedBy == nil)
            #expect(market.miner.now.calls.suffix(3) == [.act("pause"), .act("unpause"), .release])
        }
    }

    @Test("While a container cannot be resumed, that it does not run is no proof that it is gone")
    func staysPaused() async throws {
        try await Marketplace.with(Self.python) { market async throws in
            _ = try await owed(market, paused: true)
            market.miner.change { $0.refusesActions = true }
            let resolver = market.resolver(alone: false)
            for _ in 0..<6 {
                await resolver.resolve(atStart: false)
                #expect(try await market.record()?.state == .releasing)
                market.clock.pass(300)
            }
            market.miner.change { $0.refusesActions = false }
            await resolver.resolve(atStart: false)
            #expect(try await market.record() == nil)
            #expect(market.miner.now.rentedBy == nil)
        }
    }

    @Test("A resumed container whose release was confirmed to nobody is gone all the same")
    func resumedAndGone() async throws {
        try await Marketplace.with(Self.python) { market async throws in
            _ = try await owed(market, paused: true)
            market.miner.change { $0.isDown = true }
            let resolver = market.resolver(alone: false)
            await resolver.resolve(atStart: false)
            market.miner.change { $0.rentedBy = nil }
            for _ in 0..<2 {
                #expect(try await market.record()?.state == .releasing)
                market.clock.pass(300)
                await resolver.resolve(atStart: false)
            }
            #expect(try await market.record() == nil)
        }
    }

    @Test("A container that restarts while its release is asked for is not left behind")
    func restarts() async throws {
        try await Marketplace.with(Self.python) { market async throws in
            _ = try await owed(market)
            let resolver = market.resolver(alone: false)
            market.miner.change { $0.isDown = true }
            for _ in 0..<2 {
                await resolver.resolve(atStart: false)
                market.clock.pass(300)
            }
            #expect(try await market.record()?.state == .releasing)
            market.miner.change { $0.isDown = false }
            await resolver.resolve(atStart: false)
            #expect(try await market.record() == nil)
            #expect(market.miner.now.rentedBy == nil)
        }
    }

    @Test("A container that is seen again was not gone: the looks before do not count")
    func seenAgain() async throws {
        try await Marketplace.with(Self.python) { market async throws in
            let rental = try await owed(market)
            market.miner.change { $0.releasing = .refuses }
            let resolver = market.resolver(alone: false)
            for isDown in [true, true, false, true, true] {
                market.miner.change { $0.isDown = isDown }
                await resolver.resolve(atStart: false)
                #expect(try await market.record()?.state == .releasing)
                market.clock.pass(300)
            }
            #expect(market.miner.now.rentedBy == rental.publicKey)
        }
    }

    @Test(
        "A miner that has nothing of the key is believed after three looks, a minute apart at least",
        arguments: [(300.0, 3), (20, 4)])
    func gone(_ pause: Double, _ rounds: Int) async throws {
        try await Marketplace.with(Self.python) { market async throws in
            _ = try await owed(market)
            market.miner.change { $0.rentedBy = "somebody else" }
            let resolver = market.resolver(alone: false)
            for _ in 0..<rounds {
                #expect(try await market.record()?.state == .releasing)
                await resolver.resolve(atStart: false)
                market.clock.pass(pause)
            }
            #expect(try await market.record() == nil)
            #expect(market.miner.now.rentedBy == "somebody else")
        }
    }

    @Test("A miner of ours is not believed without its signature, whatever stands there")
    func stripped() async throws {
        try await Marketplace.with(Self.python) { market async throws in
            let rental = try await market.rentedBefore(hostKey: "AAAA")
            _ = try await market.store.beginRelease(rental.id, notify: false, at: market.clock.now)
            let resolver = market.resolver(alone: false)
            for _ in 0..<4 {
                await resolver.resolve(atStart: false)
                #expect(try await market.record()?.state == .releasing)
                market.clock.pass(300)
            }
            #expect(!market.miner.now.calls.contains(.isAllocated))
            // Silent, it counts as any other: the lease is over.
            market.clock.pass(31 * 86_400)
            await resolver.resolve(atStart: false)
            #expect(try await market.record() == nil)
        }
    }
}
