internal import Foundation
internal import GRDB

/// One step of our own, additive part of the schema; a name that was released never changes its meaning.
struct SchemaMigration: Sendable {
    var name: String
    var statements: [String]

    /// Every step, oldest first.
    static let all = [
        SchemaMigration(
            name: "001-rental",
            statements: [
                """
                CREATE TABLE rental (
                    id TEXT PRIMARY KEY NOT NULL,
                    hotkey TEXT NOT NULL UNIQUE,
                    uuid TEXT NOT NULL,
                    state TEXT NOT NULL CHECK (state IN ('reserved', 'active', 'releasing', 'lost')),
                    public_key TEXT NOT NULL,
                    sealed BLOB,
                    username TEXT NOT NULL,
                    ip TEXT NOT NULL,
                    port INTEGER NOT NULL,
                    resource TEXT NOT NULL,
                    ssh_key TEXT NOT NULL,
                    miner_version INTEGER NOT NULL,
                    notify BOOLEAN NOT NULL,
                    release_attempts INTEGER NOT NULL,
                    next_attempt_at REAL,
                    created_at REAL NOT NULL,
                    activated_at REAL,
                    expires_at REAL NOT NULL,
                    updated_at REAL NOT NULL)
                """
            ]),
        SchemaMigration(
            name: "002-host-key", statements: ["ALTER TABLE rental ADD COLUMN host_key TEXT NOT NULL DEFAULT ''"]),
        SchemaMigration(
            name: "003-state-run",
            statements: [
                """
                CREATE TABLE state_run (
                    hotkey TEXT PRIMARY KEY NOT NULL,
                    sequence INTEGER NOT NULL DEFAULT 0,
                    owner TEXT,
                    held_until REAL NOT NULL DEFAULT 0)
                """,
                """
                CREATE TABLE state_value (
                    hotkey TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, changed_at REAL NOT NULL,
                    PRIMARY KEY (hotkey, key))
                """,
            ]),
        market, notice, health, request, lease,
    ]

    /// Completes the Python program's tables and applies the steps that are missing, all or nothing.
    ///
    /// It must run inside one immediate transaction, so that two processes starting at once do it one after the other.
    static func apply(_ db: Database, at date: Date) throws {
        try PythonSchema.complete(db)
        try db.execute(
            sql: """
                CREATE TABLE IF NOT EXISTS nicompute_migration (name TEXT PRIMARY KEY NOT NULL, applied_at REAL NOT NULL)
                """)
        try refuseNewer(db)
        let applied = try appliedNames(db)
        for migration in all where !applied.contains(migration.name) {
            for statement in migration.statements {
                try db.execute(sql: statement)
            }
            try db.execute(
                sql: "INSERT INTO nicompute_migration (name, applied_at) VALUES (?, ?)",
                arguments: [migration.name, date.timeIntervalSince1970])
        }
        try MarketTriggers.complete(db)
    }

    /// Throws `newerSchema` when the database has a step that this program does not know.
    static func refuseNewer(_ db: Database) throws {
        let unknown = try appliedNames(db).subtracting(all.map(\.name)).sorted()
        if let name = unknown.first {
            throw StoreError.newerSchema("it has the step \(name.prefix(40)), which this program does not know")
        }
    }

    private static func appliedNames(_ db: Database) throws -> Set<String> {
        guard try db.tableExists("nicompute_migration") else { return [] }
        return try Set(String.fetchAll(db, sql: "SELECT name FROM nicompute_migration"))
    }
}
