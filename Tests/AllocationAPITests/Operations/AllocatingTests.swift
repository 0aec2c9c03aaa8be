import Chain
import Foundation
import Keys
import Market
import Store
import Testing

@testable import AllocationAPI

@Suite(.timeLimit(.minutes(5))) struct AllocatingTests {
    @Test("A free machine is rented: recorded with its access, without the key that opened it")
    func success() async throws {
        try await Marketplace.with { market async throws in
            let rental = try await market.rent()
            #expect(rental.state == .active)
            #expect(rental.hotkey == market.hotkey)
            #expect((rental.username, rental.port, rental.minerVersion) == ("root", 4_444, 190))
            #expect(rental.ip == "127.0.0.1")
            #expect(rental.secrets == RentalSecrets(password: ScriptedMiner.access.password))
            #expect(rental.expiresAt == market.clock.now.addingTimeInterval(30 * 86_400))
            #expect(try await market.record() == rental)
            #expect(market.miner.now.rentedBy == rental.publicKey)
            #expect(market.miner.now.calls == [.check, .provision])
            #expect(try await market.desk.allocations().count == 1)
        }
    }

    @Test("A miner that has moved since the chain was last read is found at its new address")
    func moved() async throws {
        // Nobody listens on port 1.
        let settings = Marketplace.Settings(staleAxon: AxonInfo(ip: "127.0.0.1", port: 1, version: 190))
        try await Marketplace.with(settings) { market async throws in
            market.clock.pass(60)
            let rental = try await market.rent()
            #expect(rental.state == .active)
            #expect(market.miner.now.calls == [.check, .provision])
        }
    }

    @Test("A machine that is not free is not asked to provision, and leaves no record")
    func busy() async throws {
        try await Marketplace.with { market async throws in
            market.miner.change { $0.isBusy = true }
            await #expect(throws: RentalProblem.notAvailable("Requested resource is not available.")) {
                try await market.rent()
            }
            #expect(try await market.record() == nil)
            #expect(market.miner.now.calls == [.check])
        }
    }

    @Test("A signed no is believed: no record, no release")
    func refused() async throws {
        try await Marketplace.with { market async throws in
            market.miner.change { $0.provisioning = .refuses }
            await #expect(throws: RentalProblem.notAvailable("no room")) { try await market.rent() }
            #expect(try await market.record() == nil)
            #expect(market.miner.now.calls == [.check, .provision])
        }
    }

    @Test("An answer that does not come in time is an unknown outcome: the machine is given back by key")
    func timesOut() async throws {
        var settings = Marketplace.Settings()
        // Long enough for the call to reach the miner on a slow machine.
        settings.limits.provision = .seconds(2)
        let gate = Gate()
        try await Marketplace.with(settings) { market async throws in
            market.miner.change { $0.provisioning = .waits(gate) }
            await #expect(throws: RentalProblem.self) { try await market.rent() }
            try await market.expectNothingLeft()
            #expect(market.miner.now.calls == [.check, .provision, .release])
            gate.open()
        }
    }

    @Test("A miner that fails on the way may have provisioned: it is released by key")
    func breaks() async throws {
        try await Marketplace.with { market async throws in
            market.miner.change { $0.provisioning = .breaks }
            await #expect(throws: RentalProblem.self) { try await market.rent() }
            try await market.expectNothingLeft()
        }
    }

    static let unusable = ["", "x", "AAAA", String(repeating: "A", count: 344), String(repeating: "A", count: 100_000)]

    @Test("Access data that cannot be opened are no rental: the machine is given back", arguments: unusable)
    func garbage(_ text: String) async throws {
        try await Marketplace.with { market async throws in
            market.miner.change { $0.provisioning = .answers(text) }
            await #expect(throws: RentalProblem.self) { try await market.rent() }
            try await market.expectNothingLeft()
        }
    }

    static let unsafe = [
        AccessInfo(username: "-oProxyCommand=x", password: "p", port: 22, version: 1),
        AccessInfo(username: "root;x", password: "p", port: 22, version: 1),
        AccessInfo(username: "", password: "p", port: 22, version: 1),
        AccessInfo(username: "root", password: "p\nq", port: 22, version: 1),
        AccessInfo(username: "root", password: "", port: 22, version: 1),
        AccessInfo(username: "root", password: "p", port: 0, version: 1),
        AccessInfo(username: "root", password: "p", port: -22, version: 1),
        AccessInfo(username: "root", password: "p", port: 65_536, version: 1),
    ]

    @Test("Access data that are not safe to paste are no rental", arguments: unsafe)
    func hostile(_ info: AccessInfo) async throws {
        try await Marketplace.with { market async throws in
            market.miner.change { $0.provisioning = .seals(info) }
            await #expect(throws: RentalProblem.self) { try await market.rent() }
            try await market.expectNothingLeft()
        }
    }

    @Test("A rental that cannot be recorded is none: the machine is given back")
    func storeFailsToActivate() async throws {
        try await Marketplace.with { market async throws in
            market.store.fail([.activate])
            await #expect(throws: RentalProblem.unavailable("\(StoreError.busy)")) { try await market.rent() }
            try await market.expectNothingLeft()
        }
    }

    @Test("A store that is away altogether keeps the intent, and the resolver ends it when the store is back")
    func storeAway() async throws {
        try await Marketplace.with { market async throws in
            market.store.fail([.activate, .beginRelease, .remove])
            await #expect(throws: RentalProblem.unavailable("\(StoreError.busy)")) { try await market.rent() }
            market.store.fail([])
            #expect(try await market.record()?.state == .reserved)
            #expect(market.miner.now.rentedBy != nil)
            market.clock.pass(RentalResolver.forgottenAfter + 1)
            await market.resolver(alone: false).resolve(atStart: false)
            #expect(try await market.record() == nil)
            #expect(market.miner.now.rentedBy == nil)
        }
    }

    @Test("Without a recorded intent no miner is asked to provision", arguments: [FlakyStore.Operation.reserve, .read])
    func storeFailsToReserve(_ operation: FlakyStore.Operation) async throws {
        try await Marketplace.with { market async throws in
            market.store.fail([operation])
            await #expect(throws: RentalProblem.unavailable("\(StoreError.busy)")) { try await market.rent() }
            #expect(!market.miner.now.calls.contains(.provision))
        }
    }

    @Test("Of several renters at once one gets the machine")
    func race() async throws {
        try await Marketplace.with { market async throws in
            let winners = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<8 {
                    group.addTask { (try? await market.rent()) != nil }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(winners == 1)
            #expect(market.miner.now.calls.filter { $0 == .provision }.count == 1)
            #expect(try await market.record()?.publicKey == market.miner.now.rentedBy)
        }
    }

    @Test("A bad SSH key, an unknown hotkey and a blacklisted miner are refused before any call")
    func refusedEarly() async throws {
        try await Marketplace.with { market async throws in
            await #expect(throws: RentalProblem.self) {
                try await market.rent(docker: DockerRequirement(sshKey: "nonsense"))
            }
            for hotkey in ["", "5Unknown", "5F4tQyWrhfGVcNhoqeiNsR6KjD4wMZ2kfhLj4oHYuyHbZAc3"] {
                await #expect(throws: RentalProblem.notAvailable("Requested resource is not available.")) {
                    try await market.desk.allocate(hotkey: hotkey, docker: .init())
                }
            }
            #expect(market.miner.now.calls.isEmpty)
        }
    }

    @Test("While the chain data are older than a day nothing new is rented, and what is rented is given back as ever")
    func oldChain() async throws {
        try await Marketplace.with { market async throws in
            let rental = try await market.rent()
            market.clock.pass(RentalDesk.oldestChain)
            await #expect(throws: RentalProblem.unavailable("the chain data is too old for a new rental")) {
                try await market.rent()
            }
            await #expect(throws: RentalProblem.unavailable("the chain data is too old for a new rental")) {
                try await market.desk.allocate(hotkey: Keypair.generate().account.ss58, docker: .init())
            }
            #expect(try await market.desk.deallocate(hotkey: market.hotkey, uuid: rental.uuid, notify: false))
        }
    }
}
