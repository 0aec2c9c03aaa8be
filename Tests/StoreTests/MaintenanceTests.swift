import Foundation
import GRDB
import TestSupport
import Testing

@testable import Store

/// What an operator does with a database.
@Suite struct MaintenanceTests {
    @Test("A sound database is reported sound, with its rentals counted")
    func sound() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/database.db"
            let store = try SQLiteStore(path: path, logger: .silent)
            _ = try await store.reserve(intent(1))
            _ = try await store.reserve(intent(2, hotkey: "5Other"))
            _ = try await store.activate(intent(2).id, access, at: noon)
            let report = try StoreMaintenance.check(path: path)
            #expect(report == StoreReport(rentals: ["reserved": 1, "active": 1], unreadableSecrets: 0))
            #expect(report.isSound)
        }
    }

    @Test("Damage inside a database is reported")
    func damaged() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/database.db"
            let store = try SQLiteStore(path: path, logger: .silent)
            for number in 1...200 {
                _ = try await store.reserve(intent(number, hotkey: "5Miner\(number)"))
            }
            try store.settle()
            var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            let last = bytes.count - 4_096
            bytes.replaceSubrange(last..<bytes.count, with: Data(repeating: 0xA5, count: 4_096))
            try bytes.write(to: URL(fileURLWithPath: path))
            #expect(try StoreMaintenance.check(path: path).damages.isEmpty == false)
            #expect(throws: StoreError.self) {
                try StoreMaintenance.backup(path: path, to: directory + "/copy.db")
            }
            #expect(!FileManager.default.fileExists(atPath: directory + "/copy.db"))
        }
    }

    @Test("A file that is no database is an error of the check, and so is a newer one")
    func notOurs() async throws {
        try await withTemporaryDirectory { directory async throws in
            let text = directory + "/text.db"
            try Data(String(repeating: "no database ", count: 500).utf8).write(to: URL(fileURLWithPath: text))
            let error = #expect(throws: StoreError.self) { try StoreMaintenance.check(path: text) }
            #expect(error?.isCorrupt == true)
            let path = directory + "/database.db"
            try await SQLiteStore(path: path, logger: .silent).write {
                try $0.execute(sql: "INSERT INTO nicompute_migration VALUES ('999-from-tomorrow', 0)")
            }
            let newer = StoreError.newerSchema("it has the step 999-from-tomorrow, which this program does not know")
            #expect(throws: newer) { try StoreMaintenance.check(path: path) }
            #expect(throws: newer) { try StoreMaintenance.vacuum(path: path) }
        }
    }

    @Test("A backup of a running store is one private file with everything that was acknowledged")
    func backup() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/database.db"
            let copy = directory + "/copy.db"
            let store = try SQLiteStore(path: path, logger: .silent)
            let rental = won(try await store.reserve(intent(1)))
            try StoreMaintenance.backup(path: path, to: copy)
            let mode = try FileManager.default.attributesOfItem(atPath: copy)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            let names = try FileManager.default.contentsOfDirectory(atPath: directory)
            #expect(names.filter { $0.hasPrefix("copy") } == ["copy.db"])
            let restored = try SQLiteStore(path: copy, sealingKeyPath: path + ".key", logger: .silent)
            #expect(try await restored.rental(hotkey: "5Miner") == rental)
        }
    }

    @Test("A backup overwrites nothing")
    func backupOverwritesNothing() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/database.db"
            _ = try SQLiteStore(path: path, logger: .silent)
            try Data("precious".utf8).write(to: URL(fileURLWithPath: directory + "/copy.db"))
            #expect(throws: StoreError.self) { try StoreMaintenance.backup(path: path, to: directory + "/copy.db") }
            #expect(throws: StoreError.self) { try StoreMaintenance.backup(path: path, to: path) }
            #expect(try String(contentsOfFile: directory + "/copy.db", encoding: .utf8) == "precious")
        }
    }

    @Test("Vacuum keeps the rentals")
    func vacuum() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/database.db"
            let store = try SQLiteStore(path: path, logger: .silent)
            let rental = won(try await store.reserve(intent(1)))
            try StoreMaintenance.vacuum(path: path)
            #expect(try await store.rental(hotkey: "5Miner") == rental)
        }
    }

    @Test("A missing file is named and not created")
    func missing() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/missing.db"
            #expect(throws: StoreError.unavailable("\(path) does not exist")) {
                try StoreMaintenance.check(path: path)
            }
            #expect(throws: StoreError.self) { try StoreMaintenance.vacuum(path: path) }
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory).isEmpty)
        }
    }
}
