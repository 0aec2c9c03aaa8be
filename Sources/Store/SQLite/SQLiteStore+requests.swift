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
        let held = HeldRequest(key: key, owner: from.owner, startedAt: from.startedAt)
        return try await write { db in
            try db.execute(
                sql: """
                    UPDATE request SET owner = ?, started_at = ? WHERE \(RequestTable.isHeld) AND rental_id IS ?
                    """,
                arguments: [owner, date.timeIntervalSince1970] + RequestTable.arguments(of: held) + [from.rentalID])
            return db.changesCount > 0
        }
    }

    package func finishRequest(
        _ request: HeldRequest, _ outcome: RequestOutcome
    ) async throws(StoreError) -> RequestEnd {
        let sealed = RequestTable.seal(outcome, key: request.key, with: codec.key)
        return try await write { db in
            try db.execute(
                sql: "UPDATE request SET status = ?, sealed = ? WHERE \(RequestTable.isHeld)",
                arguments: [outcome.status, sealed] + RequestTable.arguments(of: request))
            if db.changesCount > 0 { return .recorded }
            return .overtaken(
                rentalID: try String.fetchOne(
                    db, sql: "SELECT rental_id FROM request WHERE key = ?", arguments: [request.key]))
        }
    }

    package func forgetRequest(_ request: HeldRequest) async throws(StoreError) {
        try await write { db in
            try db.execute(
                sql: "DELETE FROM request WHERE \(RequestTable.isHeld)", arguments: RequestTable.arguments(of: request))
        }
    }
}
