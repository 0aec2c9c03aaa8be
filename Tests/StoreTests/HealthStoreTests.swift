import Foundation
import Market
import TestSupport
import Testing

@testable import Store

/// What every backend promises of the counters of health checks.
@Suite struct HealthStoreTests {
    @Test("Failures are counted until a check is passed, and only a change is told", arguments: Backend.plain)
    func counting(backend: Backend) async throws {
        try await backend.withStore { store async throws in
            let id = try await active(store)
            #expect(try await store.healths().isEmpty)
            #expect(try await check(store, true, id) == RentalHealth())
            #expect(try await check(store, false, id) == RentalHealth(failures: 1, isOnline: false))
            #expect(try await check(store, false, id) == RentalHealth(failures: 2, isOnline: false))
            #expect(try await store.healths() == [id: RentalHealth(failures: 2, isOnline: false)])
            #expect(try await check(store, true, id) == RentalHealth())
            #expect(try await check(store, true, id) == RentalHealth())
            let told = try await store.notices(after: 1, limit: 9)
            #expect(told.map(\.kind) == [.offline, .online])
            #expect(told.allSatisfy { $0.hotkey == "5Miner" && $0.uuid == "uuid-1" && $0.happenedAt == noon })
            #expect(try await store.owedNotices() == 2)
        }
    }

    @Test("A rental that is gone, or not active, has no health", arguments: Backend.plain)
    func notActive(backend: Backend) async throws {
        try await backend.withStore { store async throws in
            let id = try #require(won(try await store.reserve(intent(1)))).id
            #expect(try await check(store, false, id) == nil)
            #expect(try await check(store, false, "gone") == nil)
            _ = try await store.activate(id, access, at: noon)
            #expect(try await check(store, false, id)?.failures == 1)
            _ = try await store.beginRelease(id, notify: false, at: noon)
            #expect(try await check(store, false, id) == nil)
            #expect(try await store.healths()[id]?.failures == 1)
            try await store.setPaused(true, rental: id)
            #expect(try await store.healths()[id]?.isPaused == false)
            try await store.remove(id, at: noon)
            #expect(try await store.healths().isEmpty)
            try await store.setPaused(true, rental: id)
            #expect(try await check(store, true, id) == nil)
            #expect(try await store.healths().isEmpty)
            #expect(try await store.notices(after: 0, limit: 9).map(\.kind) == [.allocated, .offline, .deallocated])
        }
    }

    @Test("A pause is remembered beside the counters", arguments: Backend.plain)
    func paused(backend: Backend) async throws {
        try await backend.withStore { store async throws in
            let id = try await active(store)
            try await store.setPaused(true, rental: id)
            #expect(try await store.healths() == [id: RentalHealth(isPaused: true)])
            #expect(
                try await check(store, false, id) == RentalHealth(failures: 1, isOnline: false, isPaused: true))
            try await store.setPaused(false, rental: id)
            #expect(try await store.healths() == [id: RentalHealth(failures: 1, isOnline: false)])
        }
    }

    @Test(
        "A row of the Python program has health by the id of its key, as long as it is there",
        arguments: Backend.plain)
    func legacy(backend: Backend) async throws {
        let key = try RenterPrivateKey.generate()
        let id = key.allocationID.hex
        var row = try #require(LegacyAllocation(hotkey: "5Python", details: "{}"))
        row.regkey = key.publicPEM
        try await backend.withStore(legacy: [row]) { store async throws in
            let failed = try await store.recordCheck(false, rental: id, hotkey: "5Python", uuid: "", at: noon)
            #expect(failed == RentalHealth(failures: 1, isOnline: false))
            try await store.setPaused(true, rental: id)
            #expect(try await store.healths()[id]?.isPaused == true)
            #expect(try await check(store, false, intent(1).id) == nil)
            _ = try await store.adoptLegacy(hotkey: "5Python", at: noon)
            let adopted = try await store.recordCheck(false, rental: id, hotkey: "5Python", uuid: "", at: noon)
            #expect(adopted == nil)
            try await store.remove(id, at: noon)
            #expect(try await store.healths().isEmpty)
        }
    }

    @Test("Counters of rows that the Python program took away do not pile up")
    func strays() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/database.db"
            let store = try SQLiteStore(path: path, logger: .silent)
            let key = try RenterPrivateKey.generate()
            var row = try #require(LegacyAllocation(hotkey: "5Python", details: "{}"))
            row.regkey = key.publicPEM
            let details = try row.details()
            try asPythonProgram(path, "INSERT INTO allocation (hotkey, details) VALUES ('5Python', '\(details)')")
            let id = key.allocationID.hex
            _ = try await store.recordCheck(false, rental: id, hotkey: "5Python", uuid: "", at: noon)
            let ours = try await active(store)
            #expect(try await check(store, true, ours) != nil)
            #expect(try await Set(store.healths().keys) == [id, ours])
            try asPythonProgram(path, "DELETE FROM allocation")
            _ = try await store.reserve(intent(2, hotkey: "5Other"))
            _ = try await store.activate(intent(2).id, access, at: noon)
            _ = try await store.recordCheck(true, rental: intent(2).id, hotkey: "5Other", uuid: "", at: noon)
            #expect(try await Set(store.healths().keys) == [ours, intent(2).id])
        }
    }

    @Test("Counters outlive a restart, and checks of two processes at once are all counted")
    func shared() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/database.db"
            let stores = try [0, 1].map { _ in try SQLiteStore(path: path, logger: .silent) }
            let id = try await active(stores[0])
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<20 {
                    group.addTask { _ = try await check(stores[number % 2], false, id) }
                }
                try await group.waitForAll()
            }
            let again = try SQLiteStore(path: path, logger: .silent)
            #expect(try await again.healths() == [id: RentalHealth(failures: 20, isOnline: false)])
            #expect(try await again.notices(after: 1, limit: 99).map(\.kind) == [.offline])
        }
    }

    private func active(_ store: any MarketStore) async throws -> String {
        let id = try #require(won(try await store.reserve(intent(1)))).id
        _ = try await store.activate(id, access, at: noon)
        return id
    }
}

private func check(_ store: any MarketStore, _ passed: Bool, _ id: String) async throws -> RentalHealth? {
    try await store.recordCheck(passed, rental: id, hotkey: "5Miner", uuid: "uuid-1", at: noon)
}
