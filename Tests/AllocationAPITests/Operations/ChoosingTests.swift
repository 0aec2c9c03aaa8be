import Chain
import Foundation
import JSON
import Market
import Store
import TestSupport
import Testing

@testable import AllocationAPI

@Suite(.timeLimit(.minutes(1))) struct ChoosingTests {
    private func rented(_ choice: RentalDesk.Choice) throws -> Rental {
        guard case .rented(let rental) = choice else { throw ScriptedMiner.Broken() }
        return rental
    }

    private func nothing(_ choice: RentalDesk.Choice) throws -> CandidateCounts {
        guard case .nothing(let counts) = choice else { throw ScriptedMiner.Broken() }
        return counts
    }

    @Test("Of the free machines the one with the best score is rented, for as long as was asked")
    func best() async throws {
        try await Marketplace.with(
            miners: 3, store: { .market($0, scores: [1, 3, 2]) }
        ) { market async throws in
            let rental = try rented(try await market.rentAny(["timeline": 5]))
            #expect(rental.hotkey == market.hotkeys[1])
            #expect(rental.resource == "nvidia h100 80gb")
            #expect(rental.expiresAt == market.clock.now.addingTimeInterval(5 * 86_400))
            #expect(market.miners.map(\.now.calls) == [[.check], [.check, .provision], [.check]])
        }
    }

    @Test("Of equal scores the one that failed less of late is first, then the one with the lower uid")
    func ties() async throws {
        try await Marketplace.with(miners: 2, store: { .market($0, scores: [1, 1]) }) { market async throws in
            market.miners[0].change { $0.provisioning = .refuses }
            #expect(try rented(try await market.rentAny()).hotkey == market.hotkeys[1])
            #expect(market.miners[0].now.calls == [.check, .provision])
            market.miners[0].change { $0.provisioning = .honest }
            _ = try await market.desk.deallocate(
                hotkey: market.hotkeys[1],
                uuid: try #require(try await market.store.rental(hotkey: market.hotkeys[1])).uuid,
                notify: false)
            let second = try rented(try await market.rentAny())
            #expect(second.hotkey == market.hotkeys[1], "the first has failed within the hour")
            _ = try await market.desk.deallocate(hotkey: second.hotkey, uuid: second.uuid, notify: false)
            market.clock.pass(RecentFailures.memory)
            #expect(try rented(try await market.rentAny()).hotkey == market.hotkeys[0])
        }
    }

    @Test("An unknown outcome is released by key before the next machine is asked")
    func unknownOutcome() async throws {
        let gate = Gate()
        try await Marketplace.with(miners: 2, store: { .market($0, scores: [2, 1]) }) { market async throws in
            market.miners[0].change { $0.provisioning = .breaks }
            market.miners[1].change { $0.provisioning = .waits(gate) }
            async let choice = market.rentAny()
            await until { market.miners[1].now.calls.contains(.provision) }
            #expect(market.miners[0].now.rentedBy == nil)
            #expect(market.miners[0].now.calls == [.check, .provision, .release])
            #expect(try await market.store.rental(hotkey: market.hotkeys[0]) == nil)
            gate.open()
            #expect(try rented(try await choice).hotkey == market.hotkeys[1])
        }
    }

    @Test("A miner that does not confirm the release holds nobody up: its release stays owed")
    func unconfirmed() async throws {
        try await Marketplace.with(miners: 2, store: { .market($0, scores: [2, 1]) }) { market async throws in
            market.miners[0].change {
                $0.provisioning = .answers("garbage")
                $0.releasing = .breaks
            }
            #expect(try rented(try await market.rentAny()).hotkey == market.hotkeys[1])
            #expect(try await market.record()?.state == .releasing)
            #expect(market.miners[0].now.calls == [.check, .provision, .release])
        }
    }

    @Test("A machine that somebody else has got meanwhile is passed over")
    func claimLost() async throws {
        try await Marketplace.with(miners: 2, store: { .market($0, scores: [2, 1]) }) { market async throws in
            let other = RentalIntent(
                id: String(repeating: "0", count: 32), hotkey: market.hotkey, uuid: "u", publicKey: "k",
                privateKey: "p", sshKey: "", ip: "127.0.0.1", expiresAt: .distantFuture, createdAt: market.clock.now)
            _ = try await market.store.reserve(other)
            market.store.forgetWhatIsTaken()
            #expect(try rented(try await market.rentAny()).hotkey == market.hotkeys[1])
            #expect(market.miners[0].now.calls == [.check])
            #expect(try await market.record()?.uuid == "u")
        }
    }

    @Test("Of several renters at once each gets a machine of his own, and who comes too late none")
    func race() async throws {
        try await Marketplace.with(miners: 2, store: { .market($0) }) { market async throws in
            let winners = await withTaskGroup(of: String?.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        guard case .rented(let rental)? = try? await market.rentAny() else { return nil }
                        return rental.hotkey
                    }
                }
                return await group.reduce(into: [String]()) { if let hotkey = $1 { $0.append(hotkey) } }
            }
            #expect(winners.sorted() == market.hotkeys.sorted())
            for miner in market.miners { #expect(miner.now.calls.count { $0 == .provision } == 1) }
        }
    }

    @Test("Machines that are taken, penalised, too small or silent are not rented, and the counts say why")
    func nobody() async throws {
        let store: @Sendable ([String]) -> FlakyStore = { hotkeys in
            let small = Machine.good(hotkeys[3]).with { $0.gpuName = "nvidia a100" }
            return FlakyStore(
                MemoryStore(
                    blacklist: [hotkeys[1]], machines: [0, 1, 2, 4, 5].map { .good(hotkeys[$0]) } + [small]))
        }
        var settings = Marketplace.Settings()
        settings.penalized = [2]
        try await Marketplace.with(miners: 6, store: store, settings) { market async throws in
            _ = try await market.rent()
            market.miners[4].change { $0.isBusy = true }
            market.miners[5].change { $0.checkBreaks = true }
            let counts = try nothing(try await market.rentAny(["gpu_type": "H100", "gpu_size": 80]))
            #expect(counts.text == "6 miners: not penalised 2, gpu type 1, not rented 1, free 0")
            #expect(
                market.miners.map(\.now.calls) == [[.check, .provision], [], [], [], [.check], [.check]])
        }
    }

    @Test("Nothing new is begun when the time is over, or when nobody waits any more", arguments: [true, false])
    func impatient(isWanted: Bool) async throws {
        var settings = Marketplace.Settings()
        if isWanted { settings.patience = .zero }
        try await Marketplace.with(store: { .market($0) }, settings) { market async throws in
            let counts = try nothing(try await market.rentAny(wanted: { isWanted }))
            #expect(counts.text == "1 miners: free 0")
            #expect(market.miner.now.calls == [])
        }
    }

    @Test("An outcome that cannot be recorded fails the request: no other machine is tried")
    func storeFails() async throws {
        try await Marketplace.with(miners: 2, store: { .market($0, scores: [2, 1]) }) { market async throws in
            market.store.fail([.activate])
            await #expect(throws: RentalProblem.unavailable("\(StoreError.busy)")) { try await market.rentAny() }
            #expect(market.miners[0].now.rentedBy == nil)
            #expect(market.miners[1].now.calls == [.check])
        }
    }

    @Test("Without the store, without young chain data and with a bad key no miner is asked")
    func refusedEarly() async throws {
        try await Marketplace.with(store: { .market($0) }) { market async throws in
            await #expect(throws: RentalProblem.self) {
                try await market.desk.allocate(.anyMachine, days: 1, docker: .init(sshKey: "nonsense"))
            }
            market.store.fail([.read])
            await #expect(throws: RentalProblem.unavailable("\(StoreError.busy)")) { try await market.rentAny() }
            market.store.fail([])
            market.clock.pass(RentalDesk.oldestChain)
            await #expect(throws: RentalProblem.unavailable("the chain data is too old for a new rental")) {
                try await market.rentAny()
            }
            #expect(market.miner.now.calls.isEmpty)
        }
    }
}
