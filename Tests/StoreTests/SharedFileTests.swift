import Foundation
import GRDB
import TestSupport
import Testing

@testable import Store

/// Several processes on one file, as several stores.
@Suite struct SharedFileTests {
    @Test("Of 100 concurrent claims through two stores on one file exactly one wins")
    func race() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/database.db"
            let stores = try [0, 1].map { _ in try SQLiteStore(path: path, logger: .silent) }
            let winners = try await withThrowingTaskGroup(of: Rental?.self) { group in
                for number in 1...100 {
                    let store = stores[number % 2]
                    group.addTask { won(try await store.reserve(intent(number))) }
                }
                return try await group.reduce(into: [Rental]()) { $0 += $1.map { [$0] } ?? [] }
            }
            #expect(winners.count == 1)
            #expect(try await stores[0].rental(hotkey: "5Miner") == winners.first)
            #expect(try await stores[1].rental(hotkey: "5Miner") == winners.first)
        }
    }

    @Test("Eight stores that open one new file at once agree on schema and key")
    func openTogether() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/database.db"
            let stores = try await withThrowingTaskGroup(of: SQLiteStore.self) { group in
                for _ in 1...8 {
                    group.addTask { try SQLiteStore(path: path, logger: .silent) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let rental = won(try await stores[0].reserve(intent(1)))
            for store in stores {
                #expect(try await store.rental(hotkey: "5Miner") == rental)
            }
        }
    }

    @Test("A file that another process keeps locked is busy after the timeout, and readable all the while")
    func locked() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/database.db"
            let store = try SQLiteStore(path: path, busyTimeout: 0.05, logger: .silent)
            var configuration = Configuration()
            configuration.allowsUnsafeTransactions = true
            let other = try DatabaseQueue(path: path, configuration: configuration)
            try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN EXCLUSIVE") }
            await #expect(throws: StoreError.busy) { try await store.reserve(intent(1)) }
            #expect(throws: StoreError.busy) { try SQLiteStore(path: path, busyTimeout: 0.05, logger: .silent) }
            #expect(try await store.rental(hotkey: "5Miner") == nil)
            try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
            #expect(won(try await store.reserve(intent(1))) != nil)
        }
    }

    @Test("What was acknowledged is there when the file is opened again")
    func reopened() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/database.db"
            let rental = won(try await SQLiteStore(path: path, logger: .silent).reserve(intent(1)))
            #expect(rental != nil)
            #expect(try await SQLiteStore(path: path, logger: .silent).rental(hotkey: "5Miner") == rental)
        }
    }

    @Test("A copy of the files of a running store, as a crash leaves them, has what was acknowledged")
    func crashed() async throws {
        try await withTemporaryDirectory { directory async throws in
            let store = try SQLiteStore(path: directory + "/database.db", logger: .silent)
            let rental = won(try await store.reserve(intent(1)))
            try FileManager.default.createDirectory(atPath: directory + "/crash", withIntermediateDirectories: true)
            for name in ["database.db", "database.db-wal", "database.db.key"] {
                try FileManager.default.copyItem(
                    atPath: directory + "/" + name, toPath: directory + "/crash/" + name)
            }
            let survivor = try SQLiteStore(path: directory + "/crash/database.db", logger: .silent)
            #expect(try await survivor.rental(hotkey: "5Miner") == rental)
        }
    }

    @Test("Commits wait for the disk")
    func pragmas() async throws {
        try await withTemporaryDirectory { directory async throws in
            let store = try SQLiteStore(path: directory + "/database.db", logger: .silent)
            let full = 2
            let synchronous = try await store.pool.writeWithoutTransaction {
                try Int.fetchOne($0, sql: "PRAGMA synchronous")
            }
            #expect(synchronous == full)
            let journal = try await store.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
            #expect(journal == "wal")
            let busyTimeout = try await store.pool.writeWithoutTransaction {
                try Int.fetchOne($0, sql: "PRAGMA busy_timeout")
            }
            #expect(busyTimeout == 5_000)
        }
    }

    @Test("A full disk refuses a claim whole, and everything else goes on")
    func full() async throws {
        try await withTemporaryDirectory { directory async throws in
            let store = try SQLiteStore(path: directory + "/database.db", logger: .silent)
            let first = try #require(won(try await store.reserve(intent(1))))
            try await store.pool.writeWithoutTransaction { db in
                let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
                try db.execute(sql: "PRAGMA max_page_count = \(pages)")
            }
            var large = intent(2, hotkey: "5Other")
            large.sshKey = String(repeating: "A", count: 100_000)
            let claim = large
            await #expect(throws: StoreError.full) { try await store.reserve(claim) }
            #expect(try await store.rentals(in: [.reserved]) == [first])
            #expect(try await store.beginRelease(first.id, notify: false, at: noon)?.state == .releasing)
            try await store.remove(first.id)
        }
    }
}
