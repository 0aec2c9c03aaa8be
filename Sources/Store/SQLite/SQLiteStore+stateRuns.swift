package import Foundation
internal import GRDB

extension SQLiteStore: StateRunStore {
    package func runID(hotkey: String) async throws(StoreError) -> String? {
        try await read { db in
            try String.fetchOne(db, sql: "SELECT run_id FROM wandb_runs WHERE hotkey = ?", arguments: [hotkey])
        }
    }

    package func rememberRun(_ runID: String, hotkey: String) async throws(StoreError) {
        try await write { db in
            try db.execute(
                sql: "INSERT OR REPLACE INTO wandb_runs (hotkey, run_id) VALUES (?, ?)", arguments: [hotkey, runID])
        }
    }

    package func publishedValues(hotkey: String) async throws(StoreError) -> [String: String] {
        try await read { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT key, value FROM state_value WHERE hotkey = ?", arguments: [hotkey])
            return Dictionary(rows.map { ($0["key"], $0["value"]) }) { _, last in last }
        }
    }

    package func publish(_ values: [String: String], hotkey: String, at date: Date) async throws(StoreError) {
        try await write { db in
            for (key, value) in values {
                try db.execute(
                    sql: """
                        INSERT INTO state_value (hotkey, key, value, changed_at) VALUES (?, ?, ?, ?)
                        ON CONFLICT (hotkey, key) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at
                        WHERE value != excluded.value
                        """,
                    arguments: [hotkey, key, value, date.timeIntervalSince1970])
            }
        }
    }

    package func nextSequence(hotkey: String) async throws(StoreError) -> Int64 {
        try await write { db in
            let next = try Int64.fetchOne(
                db,
                sql: """
                    INSERT INTO state_run (hotkey, sequence) VALUES (?, 1)
                    ON CONFLICT (hotkey) DO UPDATE SET sequence = sequence + 1 RETURNING sequence
                    """,
                arguments: [hotkey])
            guard let next else { throw StoreError.unavailable("a counter gave no number") }
            return next
        }
    }

    package func holdRun(
        hotkey: String, owner: String, until end: Date, at date: Date
    ) async throws(StoreError) -> Bool {
        try await write { db in
            try db.execute(
                sql: """
                    INSERT INTO state_run (hotkey, owner, held_until) VALUES (:hotkey, :owner, :end)
                    ON CONFLICT (hotkey) DO UPDATE SET owner = excluded.owner, held_until = excluded.held_until
                    WHERE owner IS NULL OR owner = excluded.owner OR held_until <= :now
                        -- Beyond what anybody may hold: the clock was set back since then.
                        OR held_until > :now + 2 * (:end - :now)
                    """,
                arguments: [
                    "hotkey": hotkey, "owner": owner, "end": end.timeIntervalSince1970,
                    "now": date.timeIntervalSince1970,
                ])
            return db.changesCount > 0
        }
    }

    package func letGoOfRun(hotkey: String, owner: String) async throws(StoreError) {
        try await write { db in
            try db.execute(
                sql: "UPDATE state_run SET owner = NULL, held_until = 0 WHERE hotkey = ? AND owner = ?",
                arguments: [hotkey, owner])
        }
    }

    package func rentedHotkeys() async throws(StoreError) -> [String] {
        try await read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT hotkey FROM rental WHERE state = 'active'
                    UNION SELECT hotkey FROM allocation
                    WHERE typeof(hotkey) = 'text' AND hotkey NOT IN (SELECT hotkey FROM rental)
                    ORDER BY hotkey
                    """)
        }
    }
}
