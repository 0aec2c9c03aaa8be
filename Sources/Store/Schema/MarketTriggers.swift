internal import GRDB

/// The triggers that notice, whoever writes, that the market changed.
///
/// They run inside the Python program's writes: plain SQL of old SQLite versions, and nothing in them can fail. They
/// are looked after at every start, for who makes a table anew drops its triggers.
enum MarketTriggers {
    /// Makes the triggers that are missing; if there were any, every machine is read again.
    static func complete(_ db: Database) throws {
        let missing = try all.filter { trigger in
            let found = try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND name = ? AND tbl_name = ?)
                    """,
                arguments: [trigger.name, trigger.table])
            return found != true
        }
        guard !missing.isEmpty else { return }
        for trigger in missing {
            // One of this name at another table belongs to a table that was renamed.
            try db.execute(sql: "DROP TRIGGER IF EXISTS \(trigger.name)")
            try db.execute(
                sql: "CREATE TRIGGER \(trigger.name) \(trigger.event) ON \(trigger.table) \(trigger.body)")
        }
        try db.execute(
            sql: """
                INSERT INTO machine_dirty (hotkey)
                SELECT hotkey FROM (SELECT hotkey FROM miner_details UNION SELECT hotkey FROM machine)
                WHERE hotkey IS NOT NULL AND hotkey NOT IN (SELECT hotkey FROM machine_dirty)
                """)
        try db.execute(sql: raise)
    }

    private struct Trigger {
        var table: String
        var suffix: String
        var event: String
        var body: String

        var name: String { "nicompute_\(table)_\(suffix)" }
    }

    private static let raise = "UPDATE market_version SET version = version + 1"

    private static let changedDetails =
        "OLD.details IS NOT NEW.details OR OLD.hotkey IS NOT NEW.hotkey OR OLD.rowid IS NOT NEW.rowid"

    private static let all: [Trigger] =
        [
            Trigger(
                table: "miner_details", suffix: "inserted", event: "AFTER INSERT",
                body: "BEGIN \(mark("NEW.hotkey")); \(raise); END"),
            Trigger(
                table: "miner_details", suffix: "updated", event: "AFTER UPDATE",
                body: "WHEN \(changedDetails) BEGIN \(mark("OLD.hotkey")); \(mark("NEW.hotkey")); \(raise); END"),
            Trigger(
                table: "miner_details", suffix: "deleted", event: "AFTER DELETE",
                body: "BEGIN \(mark("OLD.hotkey")); \(raise); END"),
            // A REPLACE drops the row that has the new row's id without a word; what follows raises the version.
            Trigger(
                table: "miner_details", suffix: "replacing", event: "BEFORE INSERT",
                body: "BEGIN \(markReplaced); END"),
            Trigger(
                table: "miner_details", suffix: "moving", event: "BEFORE UPDATE",
                body: "WHEN OLD.rowid IS NOT NEW.rowid BEGIN \(markReplaced); END"),
        ]
        + watching("stats", when: "OLD.score IS NOT NEW.score OR OLD.hotkey IS NOT NEW.hotkey")
        + watching("blacklist", when: "OLD.hotkey IS NOT NEW.hotkey")
        + watching("pog_stats", when: "1")
        + watching("rental", when: "OLD.hotkey IS NOT NEW.hotkey")
        + watching("allocation", when: "OLD.hotkey IS NOT NEW.hotkey")

    /// Triggers that raise the version for every change of what the market takes from `table`.
    private static func watching(_ table: String, when changed: String) -> [Trigger] {
        [
            Trigger(table: table, suffix: "inserted", event: "AFTER INSERT", body: "BEGIN \(raise); END"),
            Trigger(
                table: table, suffix: "updated", event: "AFTER UPDATE", body: "WHEN \(changed) BEGIN \(raise); END"),
            Trigger(table: table, suffix: "deleted", event: "AFTER DELETE", body: "BEGIN \(raise); END"),
        ]
    }

    /// Puts a hotkey among the changed ones. OR IGNORE would not do: the OR of the outer statement overrules it.
    private static func mark(_ hotkey: String) -> String {
        """
        INSERT INTO machine_dirty (hotkey) SELECT \(hotkey) WHERE \(hotkey) IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM machine_dirty WHERE machine_dirty.hotkey = \(hotkey))
        """
    }

    private static let markReplaced = """
        INSERT INTO machine_dirty (hotkey) SELECT hotkey FROM miner_details
        WHERE miner_details.rowid = NEW.rowid AND hotkey IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM machine_dirty WHERE machine_dirty.hotkey = miner_details.hotkey)
        """
}
