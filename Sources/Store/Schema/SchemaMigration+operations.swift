extension SchemaMigration {
    /// The journal of what happened to rentals; AUTOINCREMENT because a reader goes on after the last id it saw.
    static let notice = SchemaMigration(
        name: "005-notice",
        statements: [
            """
            CREATE TABLE notice (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                kind TEXT NOT NULL,
                hotkey TEXT NOT NULL,
                uuid TEXT NOT NULL,
                happened_at REAL NOT NULL,
                is_test BOOLEAN NOT NULL,
                owed BOOLEAN NOT NULL,
                attempts INTEGER NOT NULL DEFAULT 0,
                next_at REAL NOT NULL)
            """,
            "CREATE INDEX notice_owed ON notice (hotkey, id) WHERE owed",
            "CREATE INDEX notice_happened ON notice (happened_at)",
        ])

    /// The counters of the health checks.
    static let health = SchemaMigration(
        name: "006-health",
        statements: [
            """
            CREATE TABLE rental_health (
                rental_id TEXT PRIMARY KEY NOT NULL,
                failures INTEGER NOT NULL,
                is_online BOOLEAN NOT NULL,
                is_paused BOOLEAN NOT NULL)
            """
        ])

    /// Requests with an `Idempotency-Key`; without `status` one is running.
    static let request = SchemaMigration(
        name: "007-request",
        statements: [
            """
            CREATE TABLE request (
                key TEXT PRIMARY KEY NOT NULL,
                fingerprint TEXT NOT NULL,
                owner TEXT NOT NULL,
                created_at REAL NOT NULL,
                started_at REAL NOT NULL,
                rental_id TEXT,
                status INTEGER,
                sealed BLOB)
            """,
            "CREATE INDEX request_created ON request (created_at)",
        ])

    /// Work that one process at a time does.
    static let lease = SchemaMigration(
        name: "008-lease",
        statements: [
            "CREATE TABLE lease (name TEXT PRIMARY KEY NOT NULL, owner TEXT NOT NULL, held_until REAL NOT NULL)"
        ])
}
