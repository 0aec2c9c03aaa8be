import Foundation
import GRDB
import TestSupport
import Testing

@testable import Store

/// The market in a file that the Python program writes, too.
@Suite struct MarketFileTests {
    @Test(
        "Whatever the Python program does to miners' details is noticed, by version and in the records",
        arguments: [
            (insert("5C"), ["5A", "5B", "5C"]), ("DELETE FROM miner_details WHERE hotkey = '5A'", ["5B"]),
            ("DELETE FROM miner_details", []), ("UPDATE miner_details SET details = '{}' WHERE hotkey = '5A'", ["5B"]),
            ("UPDATE miner_details SET hotkey = '5Z' WHERE hotkey = '5A'", ["5Z", "5B"]),
            ("UPDATE miner_details SET id = 9 WHERE hotkey = '5A'", ["5B", "5A"]),
            ("UPDATE miner_details SET details = NULL", []),
            ("UPDATE miner_details SET details = x'7B7D'", []),
            ("REPLACE INTO miner_details (hotkey, details) VALUES ('5A', '{}')", ["5B"]),
            (
                "REPLACE INTO miner_details (hotkey, details) SELECT hotkey, details FROM miner_details WHERE id = 1",
                ["5B", "5A"]
            ),
            (
                "REPLACE INTO miner_details (id, hotkey, details) SELECT 1, '5C', details FROM miner_details LIMIT 1",
                ["5C", "5B"]
            ),
            ("UPDATE OR REPLACE miner_details SET id = 1 WHERE id = 2", ["5B"]),
            ("UPDATE OR REPLACE miner_details SET hotkey = '5A' WHERE id = 2", ["5A"]),
            (
                """
                INSERT INTO miner_details (hotkey, details) VALUES ('5B', 'newest')
                    ON CONFLICT (hotkey) DO UPDATE SET details = excluded.details
                """, ["5A"]
            ),
        ])
    func details(sql: String, expected: [String]) async throws {
        try await withMarket { store, path async throws in
            let before = try await store.marketRecords()
            #expect(before.machines.map(\.hotkey) == ["5A", "5B"])
            try asPythonProgram(path, sql)
            #expect(try await store.marketVersion() != before.version)
            let after = try await store.marketRecords()
            #expect(after.machines.map(\.hotkey) == expected)
            #expect(after.version != before.version)
        }
    }

    @Test(
        "Whatever else the market consists of raises the version, too",
        arguments: [
            "INSERT INTO stats (uid, hotkey, score) VALUES (9, '5A', 1)", "UPDATE stats SET score = 8",
            "DELETE FROM stats", "REPLACE INTO stats (uid, hotkey, score) VALUES (1, '5B', 1)",
            "INSERT INTO blacklist (hotkey) VALUES ('5B')", "DELETE FROM blacklist",
            "INSERT INTO pog_stats (hotkey, num_gpus) VALUES ('5B', 1)", "DELETE FROM pog_stats",
            "UPDATE pog_stats SET num_gpus = 0", "INSERT INTO allocation (hotkey) VALUES ('5B')",
            "UPDATE allocation SET hotkey = '5B'", "DELETE FROM allocation",
        ])
    func version(sql: String) async throws {
        try await withMarket { store, path async throws in
            let before = try await store.marketRecords()
            try asPythonProgram(path, sql)
            let after = try await store.marketRecords()
            #expect(after.version != before.version)
            var content = after
            content.version = before.version
            #expect(content != before)
        }
    }

    @Test("The Python program's writes succeed whatever conflict clause they have, again and again")
    func writesSucceed() async throws {
        try await withMarket { _, path async throws in
            for clause in ["OR ABORT", "OR FAIL", "OR ROLLBACK", "OR IGNORE", "OR REPLACE"] {
                for _ in 1...2 {
                    try asPythonProgram(
                        path,
                        """
                        UPDATE \(clause) miner_details SET details = details || ' ';
                        UPDATE \(clause) miner_details SET details = details || ' ', id = id + 100;
                        DELETE FROM miner_details WHERE hotkey IN ('5N', '5M') OR hotkey IS NULL;
                        INSERT \(clause) INTO miner_details (hotkey, details) VALUES ('5N', '{}'), (NULL, '{}');
                        INSERT \(clause) INTO miner_details (hotkey, details) VALUES ('5M', '{}');
                        """)
                }
            }
        }
    }

    @Test("Specs are parsed when their row changed and never again")
    func parsedOnce() async throws {
        try await withMarket { store, path async throws in
            _ = try await store.marketRecords()
            try asPythonProgram(path, "UPDATE machine SET cpu_count = 99 WHERE hotkey = '5A'")
            #expect(try await store.marketRecords().machines.map(\.cpuCount) == [99, 16])
            try asPythonProgram(path, "UPDATE miner_details SET no_specs_count = 3")
            #expect(try await store.marketRecords().machines.map(\.cpuCount) == [99, 16])
            try asPythonProgram(path, "UPDATE miner_details SET details = details || ' '")
            #expect(try await store.marketRecords().machines.map(\.cpuCount) == [16, 16])
        }
    }

    @Test("While another process keeps the file locked the market is told all the same, changes included")
    func locked() async throws {
        try await withMarket(busyTimeout: 0.05) { store, path async throws in
            _ = try await store.marketRecords()
            try asPythonProgram(path, Self.insert("5C"))
            var configuration = Configuration()
            configuration.allowsUnsafeTransactions = true
            let other = try DatabaseQueue(path: path, configuration: configuration)
            try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
            #expect(try await store.marketRecords().machines.map(\.hotkey) == ["5A", "5B", "5C"])
            try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
            #expect(try await store.marketRecords().machines.map(\.hotkey) == ["5A", "5B", "5C"])
            #expect(try await store.read(MachineTable.isBehind) == false)
        }
    }

    @Test("Rows that an old file had are there after the migration, and a second start changes nothing")
    func migrated() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/database.db"
            try asPythonProgram(
                path,
                """
                CREATE TABLE miner_details (id INTEGER PRIMARY KEY, hotkey TEXT, details TEXT);
                INSERT INTO miner_details (hotkey, details) VALUES ('5B', '{}'), (NULL, '{}'), ('5A', '{}');
                \(Self.insert("5A"));
                """)
            let store = try SQLiteStore(path: path, logger: .silent)
            let first = try await store.marketRecords()
            #expect(first.machines == [machine("5A")])
            #expect(try await SQLiteStore(path: path, logger: .silent).marketRecords() == first)
        }
    }

    @Test("A table that somebody made anew is watched again from the next start on")
    func remade() async throws {
        try await withMarket { store, path async throws in
            _ = try await store.marketRecords()
            try asPythonProgram(
                path,
                """
                ALTER TABLE miner_details RENAME TO miner_details_old;
                CREATE TABLE miner_details
                    (id INTEGER PRIMARY KEY, hotkey TEXT UNIQUE, details TEXT, no_specs_count INTEGER DEFAULT 0);
                INSERT INTO miner_details SELECT * FROM miner_details_old WHERE hotkey = '5B';
                DROP TABLE miner_details_old;
                """)
            let again = try SQLiteStore(path: path, logger: .silent)
            #expect(try await again.marketRecords().machines.map(\.hotkey) == ["5B"])
            try asPythonProgram(path, Self.insert("5C"))
            #expect(try await again.marketRecords().machines.map(\.hotkey) == ["5B", "5C"])
        }
    }

    @Test("Scores and proofs that cannot be read are left out, and of several the right one counts")
    func oddRows() async throws {
        try await withMarket { store, path async throws in
            try asPythonProgram(
                path,
                """
                DELETE FROM stats; DELETE FROM pog_stats;
                INSERT INTO stats (uid, hotkey, score, created_at) VALUES
                    (1, '5A', 7, '2024-01-02 00:00:00'), (2, '5A', 5, '2024-01-01 00:00:00'), (3, '5B', 'much', NULL),
                    (4, '5C', NULL, NULL), (5, '5D', 9e999, NULL), (6, x'01', 1, NULL);
                INSERT INTO pog_stats (hotkey, num_gpus, created_at) VALUES
                    ('5A', 1, '2023-11-14 22:13:21'), ('5A', 1, '2023-11-14 22:13:20.000000'),
                    ('5A', 0, '2023-11-14 22:13:19'), ('5A', NULL, '2023-11-14 22:13:19'), ('5A', 2, 'once'),
                    ('5A', 2, NULL), ('5A', 2, '2022-13-01 00:00:00'), ('5A', 2, 17), ('5B', 0, '2023-11-14 22:13:20'),
                    ('5C', 1, 'never'), (NULL, 1, '2023-11-14 22:13:20'), ('5D', 1, '2023-11-15T00:13:20+02:00');
                """)
            let records = try await store.marketRecords()
            #expect(records.scores == ["5A": 7])
            #expect(records.firstProofs == ["5A": noon, "5D": noon])
        }
    }

    @Test("Two processes that bring the machines up to date at once agree with the file")
    func together() async throws {
        try await withMarket { store, path async throws in
            let other = try SQLiteStore(path: path, logger: .silent)
            for round in 0..<10 {
                try asPythonProgram(path, Self.insert("5R\(round)"))
                async let one = store.marketRecords().machines.count
                async let two = other.marketRecords().machines.count
                let counts = try await [one, two]
                #expect(counts == [round + 3, round + 3])
            }
        }
    }

    @Test("Of 10,000 machines only those whose specs change are parsed again")
    func many() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/database.db"
            let store = try SQLiteStore(path: path, logger: .silent)
            try asPythonProgram(
                path,
                """
                WITH RECURSIVE row (number) AS (SELECT 0 UNION ALL SELECT number + 1 FROM row WHERE number < 9999)
                INSERT INTO miner_details (hotkey, details) SELECT '5Miner' || number, '\(specs())' FROM row
                """)
            #expect(try await store.marketRecords().machines.map(\.cpuCount) == Array(repeating: 16, count: 10_000))
            #expect(try await store.read(MachineTable.isBehind) == false)
            // Who is parsed again loses this.
            try asPythonProgram(path, "UPDATE machine SET cpu_count = 99")
            try asPythonProgram(path, "UPDATE miner_details SET details = '{}' WHERE hotkey = '5Miner77'")
            try asPythonProgram(path, "UPDATE miner_details SET details = details || ' ' WHERE hotkey = '5Miner78'")
            for _ in 1...2 {
                let machines = try await store.marketRecords().machines
                #expect(machines.count == 9_999)
                #expect(machines.filter { $0.cpuCount != 99 }.map(\.hotkey) == ["5Miner78"])
                #expect(try await store.read(MachineTable.isBehind) == false)
            }
        }
    }

    private static func insert(_ hotkey: String) -> String {
        "INSERT INTO miner_details (hotkey, details) VALUES ('\(hotkey)', '\(specs())')"
    }

    /// Runs `body` with a store over a file with two machines and a row in each table around them.
    private func withMarket(
        busyTimeout: Double = 5, _ body: (SQLiteStore, String) async throws -> Void
    ) async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/database.db"
            let store = try SQLiteStore(path: path, busyTimeout: busyTimeout, logger: .silent)
            try asPythonProgram(
                path,
                """
                \(Self.insert("5A"));
                \(Self.insert("5B"));
                INSERT INTO stats (uid, hotkey, score) VALUES (1, '5A', 5);
                INSERT INTO blacklist (hotkey) VALUES ('5A');
                INSERT INTO pog_stats (hotkey, num_gpus) VALUES ('5A', 1);
                INSERT INTO allocation (hotkey, details) VALUES ('5A', '{}');
                """)
            try await body(store, path)
        }
    }
}
