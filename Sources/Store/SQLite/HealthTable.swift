internal import GRDB
internal import Market

/// The table `rental_health`, whose rows belong to rentals of ours and to rows of the Python program.
enum HealthTable {
    /// What is known of a rental; nil when nothing is.
    static func health(_ id: String, _ db: Database) throws -> RentalHealth? {
        try Row.fetchOne(db, sql: "SELECT * FROM rental_health WHERE rental_id = ?", arguments: [id]).map(health)
    }

    /// The health of a row.
    static func health(_ row: Row) -> RentalHealth {
        RentalHealth(failures: row["failures"], isOnline: row["is_online"], isPaused: row["is_paused"])
    }

    /// Writes what is known over what was; a first row takes those of rentals that are gone away.
    static func save(_ health: RentalHealth, _ id: String, _ db: Database) throws {
        if try self.health(id, db) == nil { try prune(db) }
        try db.execute(
            sql: """
                INSERT INTO rental_health (rental_id, failures, is_online, is_paused) VALUES (?, ?, ?, ?)
                ON CONFLICT (rental_id) DO UPDATE SET failures = excluded.failures, is_online = excluded.is_online,
                    is_paused = excluded.is_paused
                """,
            arguments: [id, health.failures, health.isOnline, health.isPaused])
    }

    /// Forgets a rental.
    static func delete(_ id: String, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM rental_health WHERE rental_id = ?", arguments: [id])
    }

    /// Whether somebody has this rental: an active one of ours, or one of the rows that the Python program wrote.
    static func isActive(_ id: String, hotkey: String?, _ db: Database) throws -> Bool {
        if let state = try String.fetchOne(db, sql: "SELECT state FROM rental WHERE id = ?", arguments: [id]) {
            return state == RentalState.active.rawValue
        }
        return try legacyIDs(hotkey: hotkey, db).contains(id)
    }

    /// The Python program ends its own rentals without a word.
    private static func prune(_ db: Database) throws {
        let known = try String.fetchAll(
            db, sql: "SELECT rental_id FROM rental_health WHERE rental_id NOT IN (SELECT id FROM rental)")
        guard !known.isEmpty else { return }
        let legacy = try legacyIDs(hotkey: nil, db)
        for id in known where !legacy.contains(id) {
            try delete(id, db)
        }
    }

    private static func legacyIDs(hotkey: String?, _ db: Database) throws -> Set<String> {
        let rows = try hotkey.map { [try AllocationTable.row(hotkey: $0, db)].compactMap(\.self) }
        let ids = try (rows ?? AllocationTable.rows(db)).compactMap { row in
            LegacyAllocation(hotkey: row.hotkey, details: row.details)?.id
        }
        return Set(ids)
    }
}
