package import Foundation
internal import GRDB

extension SQLiteStore: RequestStore {
    package func claimRequest(
        _ key: String, fingerprint: String, owner: String, lifetime: Double, at date: Date
    ) async throws(StoreError) -> RequestClaim {
        try await write { [codec] db in
            let now = date.timeIntervalSince1970
            try db.execute(sql: "DELETE FROM request WHERE created_at < ?", arguments: [now - lifetime])
            if let row = try Row.fetchOne(db, sql: "SELECT * FROM request WHERE key = ?", arguments: [key]) {
                return try RequestTable.claim(row, fingerprint: fingerprint, key: codec.key)
            }
            try db.execute(
                sql: "INSERT INTO request (key, fingerprint, owner, created_at, started_at) VALUES (?, ?, ?, ?, ?)",
                arguments: [key, fingerprint, owner, now, now])
            return .started
        }
    }

    package func takeOverRequest(
        _ key: String, from: RunningRequest, owner: String, at date: Date
    ) async throws(StoreError) -> Bool {
        try await write { db in
            try db.execute(
                sql: """
                    UPDATE request SET owner = ?, started_at = ?
                    WHERE key = ? AND status IS NULL AND owner = ? AND started_at = ? AND rental_id IS ?
                    """,
                arguments: [
                    owner, date.timeIntervalSince1970, key, from.owner, from.startedAt.timeIntervalSince1970,
                    from.rentalID,
                ])
            return db.changesCount > 0
        }
    }

    package func finishRequest(_ key: String, _ outcome: RequestOutcome) async throws(StoreError) {
        let sealed = RequestTable.seal(outcome, key: key, with: codec.key)
        try await write { db in
            try db.execute(
                sql: "UPDATE request SET status = ?, sealed = ? WHERE key = ? AND status IS NULL",
                arguments: [outcome.status, sealed, key])
        }
    }

    package func forgetRequest(_ key: String) async throws(StoreError) {
        try await write { db in
            try db.execute(sql: "DELETE FROM request WHERE key = ? AND status IS NULL", arguments: [key])
        }
    }
}
