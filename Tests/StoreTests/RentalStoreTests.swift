import Foundation
import Market
import Testing

@testable import Store

/// What every backend promises.
@Suite struct RentalStoreTests {
    @Test("A claim records the intent with its private key", arguments: Backend.allCases)
    func reserve(backend: Backend) async throws {
        try await backend.withStore { store async throws in
            let rental = try #require(won(try await store.reserve(intent(1))))
            #expect(rental.state == .reserved)
            #expect(rental.secrets == RentalSecrets(privateKey: privateKeyCanary))
            #expect(rental.createdAt == noon && rental.expiresAt == noon.addingTimeInterval(86_400))
            #expect(try await store.rental(hotkey: "5Miner") == rental)
            #expect(try await store.rental(id: rental.id) == rental)
            #expect(try await store.rental(hotkey: "5Other") == nil)
        }
    }

    @Test("A miner with a live rental is taken in every state", arguments: Backend.allCases)
    func taken(backend: Backend) async throws {
        try await backend.withStore { store async throws in
            let id = try #require(won(try await store.reserve(intent(1)))).id
            #expect(try await store.reserve(intent(2)) == .taken)
            _ = try await store.activate(id, access, at: noon)
            #expect(try await store.reserve(intent(2)) == .taken)
            _ = try await store.markLost(id, at: noon)
            #expect(try await store.reserve(intent(2)) == .taken)
            _ = try await store.beginRelease(id, notify: false, at: noon)
            #expect(try await store.reserve(intent(2)) == .taken)
            try await store.remove(id)
            #expect(won(try await store.reserve(intent(2))) != nil)
        }
    }

    @Test("The same id cannot be claimed twice", arguments: Backend.allCases)
    func sameID(backend: Backend) async throws {
        try await backend.withStore { store async throws in
            _ = try await store.reserve(intent(1))
            #expect(try await store.reserve(intent(1, hotkey: "5Other")) == .taken)
        }
    }

    @Test("Of 100 concurrent claims exactly one wins", arguments: Backend.allCases)
    func race(backend: Backend) async throws {
        try await backend.withStore { store async throws in
            let winners = try await withThrowingTaskGroup(of: Rental?.self) { group in
                for number in 1...100 {
                    group.addTask { won(try await store.reserve(intent(number))) }
                }
                return try await group.reduce(into: [Rental]()) { $0 += $1.map { [$0] } ?? [] }
            }
            #expect(winners.count == 1)
            #expect(try await store.rentals(in: Set(RentalState.allCases)) == winners)
        }
    }

    @Test("Activation keeps the password and drops the private key", arguments: Backend.allCases)
    func activate(backend: Backend) async throws {
        try await backend.withStore { store async throws in
            let id = try #require(won(try await store.reserve(intent(1)))).id
            let rental = try #require(try await store.activate(id, access, at: noon))
            #expect(rental.state == .active && rental.activatedAt == noon)
            #expect(rental.secrets == RentalSecrets(password: passwordCanary))
            #expect(rental.username == "root" && rental.port == 4444 && rental.minerVersion == 190)
            #expect(try await store.rental(id: id) == rental)
            #expect(try await store.activate(id, access, at: noon) == nil)
        }
    }

    @Test("An answer that comes after the release began activates nothing", arguments: Backend.allCases)
    func lateAnswer(backend: Backend) async throws {
        try await backend.withStore { store async throws in
            let id = try #require(won(try await store.reserve(intent(1)))).id
            _ = try await store.beginRelease(id, notify: false, at: noon)
            #expect(try await store.activate(id, access, at: noon) == nil)
            try await store.remove(id)
            #expect(try await store.activate(id, access, at: noon) == nil)
            #expect(try await store.rental(id: id) == nil)
        }
    }

    @Test("A release forgets the secrets, and again changes nothing but the notice", arguments: Backend.allCases)
    func release(backend: Backend) async throws {
        try await backend.withStore { store async throws in
            let id = try #require(won(try await store.reserve(intent(1)))).id
            _ = try await store.activate(id, access, at: noon)
            let first = try #require(try await store.beginRelease(id, notify: false, at: noon))
            #expect(first.state == .releasing && first.secrets == RentalSecrets() && first.nextAttemptAt == noon)
            try await store.scheduleRelease(id, attempts: 3, next: noon.addingTimeInterval(60))
            let again = try #require(try await store.beginRelease(id, notify: true, at: noon.addingTimeInterval(5)))
            #expect(again.releaseAttempts == 3 && again.nextAttemptAt == noon.addingTimeInterval(60) && again.notify)
            #expect(try await store.beginRelease("gone", notify: true, at: noon) == nil)
        }
    }

    @Test("Only an active rental gets lost, and its release is owed at once", arguments: Backend.allCases)
    func lost(backend: Backend) async throws {
        try await backend.withStore { store async throws in
            let id = try #require(won(try await store.reserve(intent(1)))).id
            #expect(try await store.markLost(id, at: noon) == nil)
            _ = try await store.activate(id, access, at: noon)
            let rental = try #require(try await store.markLost(id, at: noon))
            #expect(rental.state == .lost && rental.nextAttemptAt == noon)
            #expect(rental.secrets.password == passwordCanary)
        }
    }

    @Test("Removing is idempotent", arguments: Backend.allCases)
    func remove(backend: Backend) async throws {
        try await backend.withStore { store async throws in
            let id = try #require(won(try await store.reserve(intent(1)))).id
            try await store.remove(id)
            try await store.remove(id)
            #expect(try await store.rentals(in: Set(RentalState.allCases)).isEmpty)
        }
    }

    @Test("Rentals are listed by state, oldest first", arguments: Backend.allCases)
    func list(backend: Backend) async throws {
        try await backend.withStore { store async throws in
            for number in [3, 1, 2] {
                let date = noon.addingTimeInterval(Double(number))
                _ = try await store.reserve(intent(number, hotkey: "5Miner\(number)", at: date))
            }
            _ = try await store.activate(intent(2).id, access, at: noon)
            #expect(try await store.rentals(in: [.reserved]).map(\.uuid) == ["uuid-1", "uuid-3"])
            #expect(try await store.rentals(in: [.active]).map(\.uuid) == ["uuid-2"])
            #expect(try await store.rentals(in: [.active, .reserved]).map(\.uuid) == ["uuid-1", "uuid-2", "uuid-3"])
            #expect(try await store.rentals(in: []).isEmpty)
        }
    }

    @Test("A call is finished although its task was cancelled", arguments: Backend.allCases)
    func cancelled(backend: Backend) async throws {
        try await backend.withStore { store async throws in
            let rental = try await withThrowingTaskGroup(of: Rental?.self) { group in
                group.cancelAll()
                group.addTask { won(try await store.reserve(intent(1))) }
                return try await group.next() ?? nil
            }
            #expect(rental != nil)
            #expect(try await store.rental(hotkey: "5Miner") == rental)
        }
    }

    @Test("A row of the Python program makes its miner taken until it is adopted", arguments: Backend.allCases)
    func adopt(backend: Backend) async throws {
        let key = try RenterPrivateKey.generate()
        var row = try #require(LegacyAllocation(hotkey: "5Miner", details: "{}"))
        row.regkey = key.publicPEM
        row.ip = "192.0.2.9"
        try await backend.withStore(legacy: [row]) { store async throws in
            #expect(try await store.reserve(intent(1)) == .taken)
            #expect(try await store.legacyAllocations() == [row])
            let rental = try #require(try await store.adoptLegacy(hotkey: "5Miner", at: noon))
            #expect(rental.id == key.allocationID.hex && rental.state == .releasing && rental.ip == "192.0.2.9")
            #expect(rental.publicKey == key.publicPEM && rental.nextAttemptAt == noon)
            #expect(try await store.legacyAllocations().isEmpty)
            #expect(try await store.reserve(intent(1)) == .taken)
            #expect(try await store.adoptLegacy(hotkey: "5Miner", at: noon) == nil)
            try await store.remove(rental.id)
            #expect(won(try await store.reserve(intent(1))) != nil)
        }
    }

    @Test("A row without a usable key is not adopted and stays", arguments: Backend.allCases)
    func adoptWithoutKey(backend: Backend) async throws {
        let row = try #require(LegacyAllocation(hotkey: "5Miner", details: #"{"regkey": "no PEM"}"#))
        try await backend.withStore(legacy: [row]) { store async throws in
            #expect(try await store.adoptLegacy(hotkey: "5Miner", at: noon) == nil)
            #expect(try await store.adoptLegacy(hotkey: "5Nobody", at: noon) == nil)
            #expect(try await store.legacyAllocations() == [row])
        }
    }

    @Test("The blacklist and the details of miners are read", arguments: Backend.allCases)
    func miners(backend: Backend) async throws {
        let specs = #"{"gpu": {"count": 1, "details": [{"name": "NVIDIA A100-SXM4-80GB"}]}}"#
        try await backend.withStore(blacklist: ["5Bad"], minerDetails: ["5Miner": specs]) { store async throws in
            #expect(try await store.isBlacklisted(hotkey: "5Bad"))
            #expect(try await store.isBlacklisted(hotkey: "5Miner") == false)
            #expect(try await store.minerDetails(hotkey: "5Miner") == specs)
            #expect(try await store.minerDetails(hotkey: "5Nobody") == nil)
            #expect(try await store.resourceName(hotkey: "5Miner") == "nvidia a100-sxm4-80gb")
            #expect(try await store.resourceName(hotkey: "5Nobody") == "")
        }
    }
}
