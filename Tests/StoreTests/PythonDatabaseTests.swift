import Foundation
import GRDB
import Market
import TestSupport
import Testing

@testable import Store

/// Databases of the Python program, before and after we opened them.
@Suite struct PythonDatabaseTests {
    @Test("A database from before the UNIQUE constraint and no_specs_count is brought up to date, newest row kept")
    func oldMinerDetails() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/database.db"
            try asPythonProgram(
                path,
                """
                CREATE TABLE miner_details (id INTEGER PRIMARY KEY, hotkey TEXT, details TEXT);
                INSERT INTO miner_details (hotkey, details) VALUES
                    ('5A', 'old'), ('5B', 'only'), ('5A', 'new'), (NULL, 'nameless'), (NULL, 'nameless too');
                """)
            for _ in 1...2 {
                let store = try SQLiteStore(path: path, logger: .silent)
                #expect(try await store.minerDetails(hotkey: "5A") == "new")
                #expect(try await store.minerDetails(hotkey: "5B") == "only")
                let rows = try await store.read {
                    try Int.fetchOne($0, sql: "SELECT count(*) FROM miner_details WHERE no_specs_count = 0")
                }
                #expect(rows == 4)
            }
            try pythonWrites(path)
        }
    }

    @Test("A complete database of the Python program keeps its tables, and works for it afterwards")
    func complete() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/database.db"
            try asPythonProgram(
                path,
                """
                CREATE TABLE miner (uid INTEGER PRIMARY KEY, ss58_address TEXT UNIQUE);
                CREATE TABLE miner_details
                    (id INTEGER PRIMARY KEY, hotkey TEXT UNIQUE, details TEXT, no_specs_count INTEGER DEFAULT 0);
                CREATE TABLE tb (id INTEGER PRIMARY KEY, hotkey TEXT, details TEXT);
                CREATE TABLE blacklist (id INTEGER PRIMARY KEY, hotkey TEXT UNIQUE, details TEXT);
                CREATE TABLE allocation (id INTEGER PRIMARY KEY, hotkey TEXT UNIQUE, details TEXT);
                INSERT INTO miner VALUES (7, '5A');
                INSERT INTO miner_details (hotkey, details, no_specs_count) VALUES ('5A', '{}', 3);
                INSERT INTO blacklist (hotkey) VALUES ('5Bad');
                """)
            let before = try schema(path)
            let store = try SQLiteStore(path: path, logger: .silent)
            #expect(try await store.isBlacklisted(hotkey: "5Bad"))
            let after = try schema(path)
            #expect(before.allSatisfy { after[$0.key] == $0.value })
            #expect(
                Set(after.keys).isSuperset(of: ["challenge_details", "wandb_runs", "pog_stats", "stats", "rental"]))
            try store.pool.close()
            try pythonWrites(path)
        }
    }

    @Test("The tables we make have the columns of the Python program")
    func columns() async throws {
        try await withTemporaryDirectory { directory async throws in
            let store = try SQLiteStore(path: directory + "/database.db", logger: .silent)
            let expected = [
                "miner": "uid ss58_address",
                "miner_details": "id hotkey details no_specs_count",
                "tb": "id hotkey details",
                "challenge_details": "uid ss58_address success elapsed_time difficulty created_at",
                "blacklist": "id hotkey details",
                "allocation": "id hotkey details",
                "wandb_runs": "hotkey run_id",
                "pog_stats": "id hotkey gpu_name num_gpus created_at",
                "stats": "uid hotkey gpu_specs score allocated own_score reliability_score created_at",
            ]
            for (table, columns) in expected {
                let found = try await store.read { try $0.columns(in: table).map(\.name).joined(separator: " ") }
                #expect(found == columns)
            }
        }
    }

    @Test("Foreign keys are enforced where the data obeys them and not where it does not", arguments: [false, true])
    func foreignKeys(orphan: Bool) async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/database.db"
            _ = try SQLiteStore(path: path, logger: .silent)
            if orphan {
                try asPythonProgram(path, "INSERT INTO stats (uid, hotkey) VALUES (1, '5Nobody')")
            }
            let store = try SQLiteStore(path: path, logger: .silent)
            let enforced = try await store.pool.writeWithoutTransaction {
                try Bool.fetchOne($0, sql: "PRAGMA foreign_keys")
            }
            #expect(enforced == !orphan)
            #expect(try StoreMaintenance.check(path: path).orphans == (orphan ? ["stats": 1] : [:]))
        }
    }

    @Test("A row that lacks uuid and ssh_key is listed with them empty; one that is no JSON is not")
    func incompleteRows() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/database.db"
            try asPythonProgram(
                path,
                """
                CREATE TABLE allocation (id INTEGER PRIMARY KEY, hotkey TEXT UNIQUE, details TEXT);
                INSERT INTO allocation (hotkey, details) VALUES
                    ('5A', '{"username": "root", "password": "p", "port": "4444", "ip": "192.0.2.1", "resource":
                     "a100", "regkey": "k", "version": 190.0, "more": [1, {"a": null}]}'),
                    ('5B', 'no JSON'), ('5C', NULL), ('5D', '[]');
                """)
            let store = try SQLiteStore(path: path, logger: .silent)
            let rows = try await store.legacyAllocations()
            let row = try #require(rows.first)
            #expect(rows.count == 1)
            #expect(row.hotkey == "5A" && row.uuid == "" && row.sshKey == "" && row.port == 4444 && row.version == 190)
            #expect(try await store.reserve(intent(1, hotkey: "5B")) == .taken)
            let report = try StoreMaintenance.check(path: path)
            #expect(report.malformedAllocations == 3 && report.legacyAllocations == 1 && !report.isSound)
        }
    }

    @Test("The Python program sees an active rental and no other")
    func mirror() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/database.db"
            let store = try SQLiteStore(path: path, pythonCompatible: true, logger: .silent)
            _ = try await store.reserve(intent(1))
            #expect(try allocationDetails(path) == [])
            _ = try await store.activate(intent(1).id, access, at: noon)
            let details = try #require(try allocationDetails(path).first)
            let members = try #require(
                try JSONSerialization.jsonObject(with: Data(details.utf8)) as? [String: Any])
            #expect(
                Set(members.keys) == [
                    "username", "password", "port", "version", "ip", "resource", "regkey", "ssh_key", "uuid",
                ])
            #expect(members["port"] as? Int == 4444 && members["password"] as? String == passwordCanary)
            #expect(try await store.legacyAllocations().isEmpty)
            #expect(try StoreMaintenance.check(path: path).legacyAllocations == 0)
            _ = try await store.beginRelease(intent(1).id, notify: false, at: noon)
            #expect(try allocationDetails(path) == [])
        }
    }

    @Test("A row that the Python program wrote for a miner of ours is never overwritten or deleted")
    func foreignRow() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/database.db"
            let store = try SQLiteStore(path: path, pythonCompatible: true, logger: .silent)
            _ = try await store.reserve(intent(1))
            try asPythonProgram(
                path, #"INSERT INTO allocation (hotkey, details) VALUES ('5Miner', '{"regkey": "theirs"}')"#)
            _ = try await store.activate(intent(1).id, access, at: noon)
            #expect(try await store.legacyAllocations().map(\.regkey) == ["theirs"])
            #expect(try await store.adoptLegacy(hotkey: "5Miner", at: noon) == nil)
            try await store.remove(intent(1).id)
            #expect(try allocationDetails(path) == [#"{"regkey": "theirs"}"#])
        }
    }

    /// The statements with which the Python program updates its tables.
    private func pythonWrites(_ path: String) throws {
        try asPythonProgram(
            path,
            """
            INSERT INTO miner_details (hotkey, details) VALUES ('5A', 'newest')
                ON CONFLICT (hotkey) DO UPDATE SET details = excluded.details;
            INSERT INTO allocation (hotkey, details) VALUES ('5A', '{}')
                ON CONFLICT (hotkey) DO UPDATE SET details = excluded.details;
            INSERT OR IGNORE INTO miner (uid, ss58_address) VALUES (7, '5A');
            INSERT INTO challenge_details VALUES (7, '5A', 1, 0.5, 7, '2024-01-01');
            INSERT INTO pog_stats (hotkey, gpu_name, num_gpus) VALUES ('5A', 'a100', 1);
            INSERT OR REPLACE INTO wandb_runs (hotkey, run_id) VALUES ('5A', 'run');
            DELETE FROM allocation WHERE hotkey = '5A';
            """)
        let details = try DatabaseQueue(path: path).read {
            try String.fetchAll($0, sql: "SELECT details FROM miner_details WHERE hotkey = '5A'")
        }
        #expect(details == ["newest"])
    }

    private func allocationDetails(_ path: String) throws -> [String] {
        try DatabaseQueue(path: path).read { try String.fetchAll($0, sql: "SELECT details FROM allocation") }
    }

    private func schema(_ path: String) throws -> [String: String] {
        try DatabaseQueue(path: path).read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
            return Dictionary(uniqueKeysWithValues: rows.map { ($0["name"] as String, $0["sql"] as String) })
        }
    }
}
