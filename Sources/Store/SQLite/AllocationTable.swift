internal import GRDB

/// The Python program's table `allocation`.
enum AllocationTable {
    /// A row as it is, details unread.
    struct RawRow {
        var hotkey: String
        var details: String
    }

    /// Every row that names a miner, oldest first.
    static func rows(_ db: Database) throws -> [RawRow] {
        try Row.fetchAll(db, sql: "SELECT hotkey, details FROM allocation WHERE hotkey IS NOT NULL ORDER BY id").map {
            RawRow(hotkey: $0["hotkey"], details: $0["details"] ?? "")
        }
    }

    /// The newest row of a miner.
    static func row(hotkey: String, _ db: Database) throws -> RawRow? {
        try Row.fetchOne(
            db, sql: "SELECT hotkey, details FROM allocation WHERE hotkey = ? ORDER BY id DESC", arguments: [hotkey]
        ).map { RawRow(hotkey: $0["hotkey"], details: $0["details"] ?? "") }
    }

    /// Writes the copy of a rental; a row that the Python program wrote meanwhile stays, for its key is its only one.
    static func insertMirror(of rental: Rental, _ db: Database) throws {
        guard try row(hotkey: rental.hotkey, db) == nil else { return }
        try db.execute(
            sql: "INSERT INTO allocation (hotkey, details) VALUES (?, ?)",
            arguments: [rental.hotkey, try LegacyAllocation(mirroring: rental).details()])
    }

    /// Deletes the copy of a rental; a row that somebody else wrote for the same miner stays.
    static func deleteMirror(of rental: Rental, _ db: Database) throws {
        guard let row = try row(hotkey: rental.hotkey, db),
            LegacyAllocation(hotkey: row.hotkey, details: row.details)?.mirrors(rental) == true
        else { return }
        try delete(hotkey: rental.hotkey, db)
    }

    /// Deletes the rows of a miner.
    static func delete(hotkey: String, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM allocation WHERE hotkey = ?", arguments: [hotkey])
    }
}
