package import Foundation
internal import GRDB

extension SQLiteStore: LeaseStore {
    package func holdLease(
        _ name: String, owner: String, until end: Date, at date: Date
    ) async throws(StoreError) -> Bool {
        try await write { db in
            try db.execute(
                sql: """
                    INSERT INTO lease (name, owner, held_until) VALUES (:name, :owner, :end)
                    ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, held_until = excluded.held_until
                    WHERE owner = excluded.owner OR held_until <= :now
                        -- Beyond what anybody may hold: the clock was set back since then.
                        OR held_until > :now + 2 * (:end - :now)
                    """,
                arguments: [
                    "name": name, "owner": owner, "end": end.timeIntervalSince1970,
                    "now": date.timeIntervalSince1970,
                ])
            return db.changesCount > 0
        }
    }

    package func letGoOfLease(_ name: String, owner: String) async throws(StoreError) {
        try await write { db in
            try db.execute(sql: "DELETE FROM lease WHERE name = ? AND owner = ?", arguments: [name, owner])
        }
    }
}
