internal import GRDB

/// The tables of the Python program, with exactly its columns and constraints.
///
/// They are shared with it: never renamed, retyped or dropped.
enum PythonSchema {
    /// Makes what is missing, and brings a `miner_details` of an early version up to date with its data kept.
    ///
    /// Of several rows for one hotkey the newest stays.
    static func complete(_ db: Database) throws {
        for statement in statements {
            try db.execute(sql: statement)
        }
        let columns = try db.columns(in: "miner_details").map(\.name)
        if !columns.contains("no_specs_count") {
            try db.execute(sql: "ALTER TABLE miner_details ADD COLUMN no_specs_count INTEGER DEFAULT 0")
        }
        if try !db.table("miner_details", hasUniqueKey: ["hotkey"]) {
            try db.execute(
                sql: """
                    DELETE FROM miner_details WHERE hotkey IS NOT NULL AND rowid NOT IN
                        (SELECT max(rowid) FROM miner_details GROUP BY hotkey)
                    """)
            // An index gives the constraint that foreign keys and upserts need without a new table.
            try db.execute(sql: "CREATE UNIQUE INDEX miner_details_hotkey ON miner_details (hotkey)")
        }
    }

    private static let statements = [
        "CREATE TABLE IF NOT EXISTS miner (uid INTEGER PRIMARY KEY, ss58_address TEXT UNIQUE)",
        """
        CREATE TABLE IF NOT EXISTS miner_details (
            id INTEGER PRIMARY KEY, hotkey TEXT UNIQUE, details TEXT, no_specs_count INTEGER DEFAULT 0)
        """,
        "CREATE TABLE IF NOT EXISTS tb (id INTEGER PRIMARY KEY, hotkey TEXT, details TEXT)",
        """
        CREATE TABLE IF NOT EXISTS challenge_details (
            uid INTEGER, ss58_address TEXT, success BOOLEAN, elapsed_time REAL, difficulty INTEGER,
            created_at TIMESTAMP,
            FOREIGN KEY (uid) REFERENCES miner (uid) ON DELETE CASCADE,
            FOREIGN KEY (ss58_address) REFERENCES miner (ss58_address) ON DELETE CASCADE)
        """,
        "CREATE INDEX IF NOT EXISTS idx_uid ON challenge_details (uid)",
        "CREATE INDEX IF NOT EXISTS idx_ss58_address ON challenge_details (ss58_address)",
        "CREATE TABLE IF NOT EXISTS blacklist (id INTEGER PRIMARY KEY, hotkey TEXT UNIQUE, details TEXT)",
        "CREATE TABLE IF NOT EXISTS allocation (id INTEGER PRIMARY KEY, hotkey TEXT UNIQUE, details TEXT)",
        "CREATE TABLE IF NOT EXISTS wandb_runs (hotkey TEXT PRIMARY KEY, run_id TEXT NOT NULL)",
        """
        CREATE TABLE IF NOT EXISTS pog_stats (
            id INTEGER PRIMARY KEY AUTOINCREMENT, hotkey TEXT, gpu_name TEXT, num_gpus INTEGER,
            created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
            FOREIGN KEY (hotkey) REFERENCES miner_details (hotkey) ON DELETE CASCADE)
        """,
        """
        CREATE TABLE IF NOT EXISTS stats (
            uid INTEGER PRIMARY KEY, hotkey TEXT NOT NULL, gpu_specs TEXT, score REAL, allocated BOOLEAN,
            own_score BOOLEAN, reliability_score REAL, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
            FOREIGN KEY (hotkey) REFERENCES miner_details (hotkey) ON DELETE CASCADE)
        """,
    ]
}
