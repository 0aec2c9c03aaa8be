internal import Foundation
internal import GRDB

/// The file of a SQLite database: private, inspected before the first write, opened durable.
struct DatabaseFile {
    var path: String
    var busyTimeout: TimeInterval

    /// An open pool over the migrated database.
    ///
    /// Afterwards the file and its companions have mode 0600, the journal is WAL with synchronous FULL, and foreign
    /// keys are enforced when the data in the file obeys them.
    func connect(at date: Date) throws(StoreError) -> DatabasePool {
        try makePrivate()
        return try retryingWhileBusy {
            try inspect().close()
            var configuration = configuration
            configuration.prepareDatabase { db in
                // A mirrored row holds a password: what is deleted must not stay in free pages.
                try db.execute(sql: "PRAGMA secure_delete = ON")
            }
            let pool = try DatabasePool(path: path, configuration: configuration)
            try pool.writeWithoutTransaction { db in
                // The pool has set NORMAL, which can lose the last commits with the power.
                try db.execute(sql: "PRAGMA synchronous = FULL")
                try db.inTransaction(.immediate) {
                    try SchemaMigration.apply(db, at: date)
                    return .commit
                }
                if try Self.foreignKeysHold(db) {
                    try db.execute(sql: "PRAGMA foreign_keys = ON")
                }
            }
            return pool
        }
    }

    /// A connection for reading an existing file; throws `corrupt` or `newerSchema` for one that must not be used.
    func inspected() throws(StoreError) -> DatabaseQueue {
        guard FileManager.default.fileExists(atPath: path) else {
            throw .unavailable("\(path) does not exist")
        }
        return try retryingWhileBusy { try inspect() }
    }

    /// A connection for reading an existing SQLite file, of any version, damaged inside or not.
    func reading() throws(StoreError) -> DatabaseQueue {
        guard FileManager.default.fileExists(atPath: path) else {
            throw .unavailable("\(path) does not exist")
        }
        return try retryingWhileBusy {
            try connecting { _ = try Int.fetchOne($0, sql: "PRAGMA schema_version") }
        }
    }

    /// Settings that every connection shares.
    var configuration: Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        configuration.busyMode = .timeout(busyTimeout)
        configuration.label = "store"
        return configuration
    }

    private func inspect() throws -> DatabaseQueue {
        try connecting { db in
            let findings = try String.fetchAll(db, sql: "PRAGMA quick_check(1)")
            if let finding = findings.first, finding != "ok" {
                throw StoreError.corrupt("\(path): \(finding)")
            }
            try SchemaMigration.refuseNewer(db)
        }
    }

    /// A connection that has passed `test`, one that cannot write where that is possible.
    private func connecting(_ test: (Database) throws -> Void) throws -> DatabaseQueue {
        var readonly = configuration
        readonly.readonly = true
        do {
            let queue = try DatabaseQueue(path: path, configuration: readonly)
            try queue.inDatabase(test)
            return queue
        } catch let error as DatabaseError where error.resultCode == .SQLITE_READONLY {
            // A crash left a journal: only a connection that may write can read past it.
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.inDatabase(test)
            return queue
        }
    }

    private static func foreignKeysHold(_ db: Database) throws -> Bool {
        do {
            return try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") == nil
        } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
            // "foreign key mismatch": an old table whose keys cannot be enforced.
            return false
        }
    }

    /// The switch to WAL reports a lock at once instead of waiting for the busy timeout.
    private func retryingWhileBusy<T>(_ body: () throws -> T) throws(StoreError) -> T {
        let clock = ContinuousClock()
        let deadline = clock.now + .seconds(busyTimeout)
        while true {
            switch StoreError.catching(body) {
            case .success(let value): return value
            case .failure(.busy) where clock.now < deadline:
                // A file is opened once, before anything is served: the pause blocks no event loop.
                Thread.sleep(forTimeInterval: 0.01)
            case .failure(let error): throw error
            }
        }
    }
}
