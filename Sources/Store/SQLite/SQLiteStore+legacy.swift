package import Foundation
internal import GRDB
internal import Logging

extension SQLiteStore {
    package func legacyAllocations() async throws(StoreError) -> [LegacyAllocation] {
        let (rows, malformed) = try await read { [codec] db in
            var malformed = 0
            var rows: [LegacyAllocation] = []
            for row in try AllocationTable.rows(db) {
                guard let allocation = LegacyAllocation(hotkey: row.hotkey, details: row.details) else {
                    malformed += 1
                    continue
                }
                if let rental = try codec.find("hotkey", row.hotkey, db), allocation.mirrors(rental) { continue }
                rows.append(allocation)
            }
            return (rows, malformed)
        }
        if malformed > 0 {
            logger.warning("allocation rows without readable details", metadata: ["rows": "\(malformed)"])
        }
        return rows
    }

    package func adoptLegacy(hotkey: String, at date: Date) async throws(StoreError) -> Rental? {
        try await write { [codec] db in
            guard let rental = try Self.adopt(hotkey, codec, at: date, db) else { return nil }
            return try codec.save(rental, at: date, db)
        }
    }

    package func adoptLostLegacy(hotkey: String, at date: Date) async throws(StoreError) -> Rental? {
        try await write { [codec] db in
            guard var rental = try Self.adopt(hotkey, codec, at: date, db) else { return nil }
            rental.state = .lost
            try NoticeTable.add(NoticeDraft(lost: rental, at: date), db)
            return try codec.save(rental, at: date, db)
        }
    }

    /// The rental that a row becomes, which is deleted.
    private static func adopt(_ hotkey: String, _ codec: RentalCodec, at date: Date, _ db: Database) throws -> Rental? {
        guard let row = try AllocationTable.row(hotkey: hotkey, db),
            let allocation = LegacyAllocation(hotkey: hotkey, details: row.details), let id = allocation.id,
            try codec.find("hotkey", hotkey, db) == nil, try codec.find("id", id, db) == nil
        else { return nil }
        try AllocationTable.delete(hotkey: hotkey, db)
        return Rental(adopting: allocation, id: id, at: date)
    }

    package func isBlacklisted(hotkey: String) async throws(StoreError) -> Bool {
        try await read { db in
            let found = try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM blacklist WHERE hotkey = ?)", arguments: [hotkey])
            return found ?? false
        }
    }

    package func minerDetails(hotkey: String) async throws(StoreError) -> String? {
        try await read { db in
            try String.fetchOne(db, sql: "SELECT details FROM miner_details WHERE hotkey = ?", arguments: [hotkey])
        }
    }
}
