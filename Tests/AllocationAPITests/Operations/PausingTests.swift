import Market
import Store
import Testing

@testable import AllocationAPI

@Suite(.timeLimit(.minutes(1))) struct PausingTests {
    private func isPaused(_ market: Marketplace, _ rental: Rental) async throws -> Bool {
        try await market.store.healths()[rental.id]?.isPaused ?? false
    }

    @Test("The health checks know of a pause until the container runs again", arguments: ["unpause", "restart"])
    func pause(_ end: String) async throws {
        try await Marketplace.with { market async throws in
            let rental = try await market.rent()
            try await market.desk.act(DockerAction(action: "pause"), hotkey: market.hotkey, uuid: rental.uuid)
            #expect(try await isPaused(market, rental))
            try await market.desk.act(DockerAction(action: end), hotkey: market.hotkey, uuid: rental.uuid)
            #expect(try await !isPaused(market, rental))
            #expect(market.miner.now.calls.suffix(2) == [.act("pause"), .act(end)])
        }
    }

    @Test("What the miner refuses changes nothing")
    func refused() async throws {
        try await Marketplace.with { market async throws in
            let rental = try await market.rent()
            market.miner.change { $0.refusesActions = true }
            await #expect(throws: RentalProblem.self) {
                try await market.desk.act(DockerAction(action: "pause"), hotkey: market.hotkey, uuid: rental.uuid)
            }
            #expect(try await !isPaused(market, rental))
        }
    }

    @Test("A pause that cannot be recorded is a pause all the same")
    func storeAway() async throws {
        try await Marketplace.with { market async throws in
            let rental = try await market.rent()
            market.store.fail([.pause])
            try await market.desk.act(DockerAction(action: "pause"), hotkey: market.hotkey, uuid: rental.uuid)
            #expect(market.miner.now.calls.last == .act("pause"))
        }
    }
}
