internal import Foundation
internal import GRDB
internal import Keys

/// What an operator does with a database, while the node runs or not.
package enum StoreMaintenance {
    /// What is wrong with the database at `path` and what is in it; the file is only read.
    ///
    /// A file that is no database, or a newer one, is an error; damage inside is part of the report.
    package static func check(
        path: String, sealingKeyPath: String? = nil, busyTimeout: Double = 5
    ) throws(StoreError) -> StoreReport {
        let key = try existingKey(sealingKeyPath ?? path + ".key")
        return try StoreError.catching {
            let queue = try DatabaseFile(path: path, busyTimeout: busyTimeout).reading()
            return try queue.inDatabase { db in
                do {
                    return try report(db, key: key)
                } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
                    return StoreReport(damages: [error.message ?? "damaged"])
                }
            }
        }.get()
    }

    /// A copy of the database at `path` as of one moment is at `destination`, one whole file of mode 0600.
    ///
    /// An existing file is not overwritten. The key file is not part of the copy.
    package static func backup(path: String, to destination: String, busyTimeout: Double = 5) throws(StoreError) {
        let source = try DatabaseFile(path: path, busyTimeout: busyTimeout).inspected()
        guard !FileManager.default.fileExists(atPath: destination) else {
            throw .unavailable("\(destination) exists: name a file that does not")
        }
        let partial = destination + ".partial"
        try? FileManager.default.removeItem(atPath: partial)
        do {
            let file = DatabaseFile(path: partial, busyTimeout: busyTimeout)
            try file.makePrivate()
            try copy(source, to: file)
            // A hard link fails where a rename would replace a file that appeared meanwhile.
            try FileManager.default.linkItem(atPath: partial, toPath: destination)
            try FileManager.default.removeItem(atPath: partial)
        } catch {
            try? FileManager.default.removeItem(atPath: partial)
            if error is CocoaError { throw .unavailable("cannot write \(destination)") }
            throw StoreError(error)
        }
    }

    /// The database is rebuilt without free pages and its journal is empty.
    package static func vacuum(path: String, busyTimeout: Double = 5) throws(StoreError) {
        let file = DatabaseFile(path: path, busyTimeout: busyTimeout)
        _ = try file.inspected()
        try StoreError.catching {
            let queue = try DatabaseQueue(path: path, configuration: file.configuration)
            try queue.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA secure_delete = ON; VACUUM; PRAGMA wal_checkpoint(TRUNCATE)")
            }
        }.get()
    }

    private static func copy(_ source: DatabaseQueue, to file: DatabaseFile) throws {
        let queue = try DatabaseQueue(path: file.path, configuration: file.configuration)
        try source.backup(to: queue)
        try queue.writeWithoutTransaction { db in
            // One self-contained file: the copy must not need a journal beside it.
            try db.execute(sql: "PRAGMA journal_mode = DELETE")
            let findings = try String.fetchAll(db, sql: "PRAGMA integrity_check(1)")
            guard findings == ["ok"] else { throw StoreError.corrupt("the copy is not whole") }
        }
        try queue.close()
    }

    private static func existingKey(_ path: String) throws(StoreError) -> SealingKey? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            return try SealingKey.loadOrCreate(path: path)
        } catch {
            throw .unavailable("the key file \(path) cannot be used: \(error)")
        }
    }

    private static func report(_ db: Database, key: SealingKey?) throws -> StoreReport {
        try SchemaMigration.refuseNewer(db)
        var report = StoreReport()
        report.damages = try String.fetchAll(db, sql: "PRAGMA integrity_check(100)").filter { $0 != "ok" }
        guard report.damages.isEmpty else { return report }
        report.orphans = try orphans(db)
        let codec = key.map { RentalCodec(key: $0) }
        let hasRentals = try db.tableExists("rental")
        if hasRentals {
            for row in try Row.fetchAll(db, sql: "SELECT state, count(*) AS number FROM rental GROUP BY state") {
                report.rentals[row["state"]] = row["number"]
            }
            report.unreadableSecrets = try codec?.unreadableSecrets(db)
        }
        guard try db.tableExists("allocation") else { return report }
        for row in try AllocationTable.rows(db) {
            guard let allocation = LegacyAllocation(hotkey: row.hotkey, details: row.details) else {
                report.malformedAllocations += 1
                continue
            }
            if try !hasRentals || !isMirror(allocation, db) { report.legacyAllocations += 1 }
        }
        return report
    }

    private static func isMirror(_ allocation: LegacyAllocation, _ db: Database) throws -> Bool {
        let found = try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM rental WHERE hotkey = ? AND public_key = ? AND uuid = ?)",
            arguments: [allocation.hotkey, allocation.regkey, allocation.uuid])
        return found ?? false
    }

    private static func orphans(_ db: Database) throws -> [String: Int] {
        var orphans: [String: Int] = [:]
        do {
            for row in try Row.fetchAll(db, sql: "PRAGMA foreign_key_check") {
                let table: String = row["table"]
                orphans[table, default: 0] += 1
            }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
            // A parent table from before its UNIQUE constraint: opening the store brings it up to date.
        }
        return orphans
    }
}
