import Store
import Testing

@testable import AllocationAPI

@Suite(.timeLimit(.minutes(1))) struct DeallocatingTests {
    @Test("A rental is given back once; then there is no record of it")
    func once() async throws {
        try await Marketplace.with { market async throws in
            let rental = try await market.rent()
            #expect(try await market.desk.deallocate(hotkey: market.hotkey, uuid: rental.uuid, notify: false))
            #expect(market.miner.now.rentedBy == nil)
            #expect(try await market.record() == nil)
            await #expect(throws: RentalProblem.noRecord) {
                try await market.desk.deallocate(hotkey: market.hotkey, uuid: rental.uuid, notify: false)
            }
            _ = try await market.rent()
        }
    }

    @Test("A wrong uuid changes nothing", arguments: ["", "x", "00000000-0000-0000-0000-000000000000"])
    func wrongUUID(_ uuid: String) async throws {
        try await Marketplace.with { market async throws in
            let rental = try await market.rent()
            await #expect(throws: RentalProblem.wrongUUID) {
                try await market.desk.deallocate(hotkey: market.hotkey, uuid: uuid, notify: false)
            }
            #expect(try await market.record() == rental)
            #expect(market.miner.now.calls == [.check, .provision])
        }
    }

    @Test("Of a machine that is not rented there is nothing to give back")
    func noRecord() async throws {
        try await Marketplace.with { market async throws in
            await #expect(throws: RentalProblem.noRecord) {
                try await market.desk.deallocate(hotkey: market.hotkey, uuid: "u", notify: false)
            }
        }
    }

    @Test("With a silent miner the release is accepted, hidden from the renter, and tried until it is confirmed")
    func silentMiner() async throws {
        try await Marketplace.with { market async throws in
            let rental = try await market.rent()
            market.miner.change { $0.releasing = .breaks }
            #expect(try await market.desk.deallocate(hotkey: market.hotkey, uuid: rental.uuid, notify: true) == false)
            let owed = try #require(try await market.record())
            #expect(owed.state == .releasing)
            #expect(owed.notify)
            #expect(owed.secrets == RentalSecrets())
            #expect(try await market.desk.allocations().isEmpty)

            // Asking again is accepted again, and nobody rents the machine meanwhile.
            #expect(try await market.desk.deallocate(hotkey: market.hotkey, uuid: rental.uuid, notify: false) == false)
            await #expect(throws: RentalProblem.self) { try await market.rent() }

            let resolver = market.resolver(alone: false)
            let calls = market.miner.now.calls.count
            await resolver.resolve(atStart: false)
            #expect(market.miner.now.calls.count == calls, "it is not due yet")
            market.clock.pass(300)
            await resolver.resolve(atStart: false)
            #expect(try await market.record()?.state == .releasing)
            market.miner.change { $0.releasing = .honest }
            market.clock.pass(300)
            await resolver.resolve(atStart: false)
            #expect(try await market.record() == nil)
            #expect(market.miner.now.rentedBy == nil)
        }
    }

    @Test("A miner that says no while the rental stands is asked again later")
    func refusingMiner() async throws {
        try await Marketplace.with { market async throws in
            let rental = try await market.rent()
            market.miner.change { $0.releasing = .refuses }
            #expect(try await market.desk.deallocate(hotkey: market.hotkey, uuid: rental.uuid, notify: false) == false)
            #expect(try await market.record()?.state == .releasing)
        }
    }

    @Test("A miner that says no because nothing of this key is there has confirmed")
    func gone() async throws {
        try await Marketplace.with { market async throws in
            let rental = try await market.rent()
            market.miner.change {
                $0.releasing = .refuses
                $0.rentedBy = "somebody else"
            }
            #expect(try await market.desk.deallocate(hotkey: market.hotkey, uuid: rental.uuid, notify: false))
            #expect(try await market.record() == nil)
        }
    }

    @Test("A release that cannot be recorded is not begun")
    func storeAway() async throws {
        try await Marketplace.with { market async throws in
            let rental = try await market.rent()
            market.store.fail([.beginRelease])
            await #expect(throws: RentalProblem.unavailable("\(StoreError.busy)")) {
                try await market.desk.deallocate(hotkey: market.hotkey, uuid: rental.uuid, notify: false)
            }
            #expect(market.miner.now.rentedBy != nil)
        }
    }
}
