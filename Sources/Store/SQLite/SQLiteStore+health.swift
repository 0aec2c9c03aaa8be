package import Foundation
internal import GRDB

extension SQLiteStore: HealthStore {
    package func healths() async throws(StoreError) -> [String: RentalHealth] {
        try await read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT * FROM rental_health")
            return Dictionary(rows.map { ($0["rental_id"], HealthTable.health($0)) }) { _, last in last }
        }
    }

    package func recordCheck(
        _ passed: Bool, rental id: String, hotkey: String, uuid: String, at date: Date
    ) async throws(StoreError) -> RentalHealth? {
        try await write { db in
            guard try HealthTable.isActive(id, hotkey: hotkey, db) else { return nil }
            let (health, change) = (try HealthTable.health(id, db) ?? RentalHealth()).checked(passed)
            try HealthTable.save(health, id, db)
            if let change {
                try NoticeTable.add(
                    NoticeDraft(kind: change, hotkey: hotkey, uuid: uuid, happenedAt: date, isOwed: true), db)
            }
            return health
        }
    }

    package func setPaused(_ isPaused: Bool, rental id: String) async throws(StoreError) {
        try await write { db in
            guard try HealthTable.isActive(id, hotkey: nil, db) else { return }
            var health = try HealthTable.health(id, db) ?? RentalHealth()
            health.isPaused = isPaused
            try HealthTable.save(health, id, db)
        }
    }
}
