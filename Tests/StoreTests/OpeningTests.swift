import Foundation
import GRDB
import TestSupport
import Testing

@testable import Store

#if canImport(Glibc)
    import Glibc
#endif

/// Which files are opened, how they look afterwards, and which are refused.
@Suite struct OpeningTests {
    @Test("The database, its companions and the key are private")
    func modes() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/database.db"
            let store = try SQLiteStore(path: path, logger: .silent)
            _ = try await store.reserve(intent(1))
            for name in [path, path + "-wal", path + "-shm", path + ".key"] {
                #expect(try mode(name) == 0o600, "\(name)")
            }
        }
    }

    @Test("A database that others may read is taken away from them")
    func tightened() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/database.db"
            try DatabaseQueue(path: path).close()
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
            _ = try SQLiteStore(path: path, logger: .silent)
            #expect(try mode(path) == 0o600)
        }
    }

    @Test(
        "A file that is no database is refused and kept",
        arguments: ["not a database at all", String(repeating: "garbage ", count: 1_000), "SQLite format 3\u{0}"])
    func noDatabase(content: String) async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/database.db"
            try Data(content.utf8).write(to: URL(fileURLWithPath: path))
            let error = #expect(throws: StoreError.self) { try SQLiteStore(path: path, logger: .silent) }
            #expect(error?.isCorrupt == true)
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(content.utf8))
        }
    }

    @Test("A damaged database is refused and kept", arguments: [Damage.truncated, .overwritten])
    func damaged(damage: Damage) async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/database.db"
            try await filledDatabase(path)
            var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            try #require(bytes.count > 20_480)
            switch damage {
            case .truncated: bytes = bytes.prefix(bytes.count / 2)
            case .overwritten: bytes.replaceSubrange(4_096..<20_480, with: Data(repeating: 0xA5, count: 16_384))
            }
            try bytes.write(to: URL(fileURLWithPath: path))
            let error = #expect(throws: StoreError.self) { try SQLiteStore(path: path, logger: .silent) }
            #expect(error?.isCorrupt == true)
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
        }
    }

    enum Damage: Sendable {
        case truncated
        case overwritten
    }

    @Test("A database of a newer version is refused and kept")
    func newer() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/database.db"
            do {
                let store = try SQLiteStore(path: path, logger: .silent)
                try await store.write {
                    try $0.execute(sql: "INSERT INTO nicompute_migration VALUES ('999-from-tomorrow', 0)")
                }
                try store.settle()
            }
            let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            #expect(
                throws: StoreError.newerSchema("it has the step 999-from-tomorrow, which this program does not know")
            ) { try SQLiteStore(path: path, logger: .silent) }
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
        }
    }

    @Test("A place where no file can be made is named")
    func noPlace() async throws {
        try await withTemporaryDirectory { directory async throws in
            try Data().write(to: URL(fileURLWithPath: directory + "/file"))
            for path in [directory + "/missing/database.db", directory + "/file/database.db", directory] {
                let error = #expect(throws: StoreError.self) { try SQLiteStore(path: path, logger: .silent) }
                #expect(error?.description.contains(path) == true)
            }
        }
    }

    @Test("A read-only directory is named", .enabled(if: geteuid() != 0, "root may write everywhere"))
    func readOnlyDirectory() async throws {
        try await withTemporaryDirectory { directory async throws in
            try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: directory)
            defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: directory) }
            let error = #expect(throws: StoreError.self) {
                try SQLiteStore(path: directory + "/database.db", logger: .silent)
            }
            #expect(error?.description.contains("Permission denied") == true)
        }
    }

    @Test("A key file of another length is refused, with the file's name in the error")
    func badKey() async throws {
        try await withTemporaryDirectory { directory async throws in
            try Data("short".utf8).write(to: URL(fileURLWithPath: directory + "/database.db.key"))
            let error = #expect(throws: StoreError.self) {
                try SQLiteStore(path: directory + "/database.db", logger: .silent)
            }
            #expect(error?.description.contains("database.db.key") == true)
        }
    }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    private func filledDatabase(_ path: String) async throws {
        let store = try SQLiteStore(path: path, logger: .silent)
        for number in 1...200 {
            _ = try await store.reserve(intent(number, hotkey: "5Miner\(number)"))
        }
        try store.settle()
    }
}

extension StoreError {
    var isCorrupt: Bool { if case .corrupt = self { true } else { false } }
}
