extension SchemaMigration {
    /// The machines on the market with typed columns; ``MarketTriggers`` say what changed.
    static let market = SchemaMigration(
        name: "004-market",
        statements: [
            """
            CREATE TABLE machine (
                hotkey TEXT PRIMARY KEY NOT NULL,
                details_id INTEGER NOT NULL,
                cpu_count INTEGER NOT NULL,
                gpu_name TEXT NOT NULL,
                gpu_capacity REAL NOT NULL,
                gpu_count INTEGER NOT NULL,
                ram_available INTEGER NOT NULL,
                ram_total INTEGER NOT NULL,
                disk_free INTEGER NOT NULL,
                disk_total INTEGER NOT NULL)
            """,
            // No constraint that a trigger could break: the Python program's writes fire it.
            "CREATE TABLE machine_dirty (hotkey TEXT)",
            "CREATE INDEX machine_dirty_hotkey ON machine_dirty (hotkey)",
            "CREATE TABLE market_version (id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL)",
            "INSERT INTO market_version (id, version) VALUES (1, 1)",
            // The Python program keeps every proof: the first one of a miner is found without reading all.
            """
            CREATE INDEX IF NOT EXISTS nicompute_pog_stats ON pog_stats (hotkey, created_at, num_gpus)
            """,
        ])
}
