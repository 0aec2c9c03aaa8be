internal import Foundation
internal import GRDB
internal import Logging

extension SQLiteStore: MachineStore {
    package func marketVersion() async throws(StoreError) -> Int64 { try await read(Self.version) }

    package func marketRecords() async throws(StoreError) -> MarketRecords {
        if try await read(MachineTable.isBehind) {
            do {
                try await write(MachineTable.refresh)
            } catch .busy, .full {
                // Reading needs no writing: what changed is parsed again until it can be kept.
                logger.warning("the typed specs of machines cannot be kept now")
            }
        }
        return try await read { db in
            MarketRecords(
                version: try Self.version(db), machines: try MachineTable.machines(db), scores: try Self.scores(db),
                blacklist: try Set(
                    String.fetchCursor(db, sql: "SELECT hotkey FROM blacklist WHERE typeof(hotkey) = 'text'")),
                firstProofs: try Self.firstProofs(db),
                taken: try Set(
                    String.fetchCursor(
                        db,
                        sql: """
                            SELECT hotkey FROM rental
                            UNION SELECT hotkey FROM allocation WHERE typeof(hotkey) = 'text'
                            """)))
        }
    }

    private static func version(_ db: Database) throws -> Int64 {
        try Int64.fetchOne(db, sql: "SELECT version FROM market_version") ?? 0
    }

    /// Of several rows with one hotkey, which is left when a miner registers anew, the newest counts.
    private static func scores(_ db: Database) throws -> [String: Double] {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT hotkey, score FROM stats
                WHERE typeof(hotkey) = 'text' AND typeof(score) IN ('real', 'integer') ORDER BY created_at, uid
                """)
        var scores: [String: Double] = [:]
        while let row = try rows.next() {
            let score: Double = row[1]
            if score.isFinite { scores[row[0]] = score }
        }
        return scores
    }

    /// One seek in the index for each hotkey, however many proofs there are.
    private static func firstProofs(_ db: Database) throws -> [String: Date] {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                WITH RECURSIVE proven (hotkey) AS (
                    SELECT min(hotkey) FROM pog_stats
                    UNION ALL
                    SELECT (SELECT min(pog_stats.hotkey) FROM pog_stats WHERE pog_stats.hotkey > proven.hotkey)
                    FROM proven WHERE proven.hotkey IS NOT NULL)
                SELECT proven.hotkey, (
                    SELECT pog_stats.created_at FROM pog_stats
                    WHERE pog_stats.hotkey = proven.hotkey
                        AND typeof(pog_stats.num_gpus) = 'integer' AND pog_stats.num_gpus > 0
                        AND pog_stats.created_at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9][ T]*'
                        AND julianday(pog_stats.created_at) IS NOT NULL
                    ORDER BY pog_stats.created_at LIMIT 1)
                FROM proven WHERE typeof(proven.hotkey) = 'text'
                """)
        var proofs: [String: Date] = [:]
        while let row = try rows.next() {
            let text: String? = row[1]
            if let date = text.flatMap(SQLTimestamp.date) { proofs[row[0]] = date }
        }
        return proofs
    }
}
