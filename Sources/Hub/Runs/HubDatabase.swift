import Foundation
import GRDB

/// The SQLite file of a hub, held by one process alone.
struct HubDatabase: Sendable {
    let queue: DatabaseQueue

    /// Opens `path`, which is made with mode 0600 when it is missing; nil for a database in memory.
    /// - Throws: ``HubProblem``; a file that is not ours or damaged is left as it is.
    init(path: String?) throws(HubProblem) {
        var configuration = Configuration()
        configuration.label = "hub"
        configuration.foreignKeysEnabled = false
        configuration.prepareDatabase { db in
            // One process: what is in its memory must be what is in the file. Before WAL, so that no file is shared.
            try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
            try db.execute(sql: "PRAGMA journal_mode = WAL")
            // An answered upsert outlives a power failure.
            try db.execute(sql: "PRAGMA synchronous = FULL")
        }
        do {
            if let path {
                try PrivateDatabaseFile.make(path)
                queue = try DatabaseQueue(path: path, configuration: configuration)
            } else {
                queue = try DatabaseQueue(configuration: configuration)
            }
            try queue.inTransaction(.immediate) { db in
                try HubSchema.complete(db, path: path ?? "memory")
                return .commit
            }
        } catch {
            throw Self.problem(error, path ?? "memory")
        }
    }

    /// The file is let go, after all that is under way.
    func close() {
        // It fails while a statement runs, and none does: then the end of the last user closes it.
        try? queue.close()
    }

    /// The result of `body` in a transaction, after those of all earlier calls; deaf to cancellation.
    ///
    /// Of a transaction that failed, at its commit perhaps, `undone` hears before the next one begins.
    func write(
        _ body: @escaping @Sendable (Database) throws -> Void, undone: @escaping @Sendable () -> Void
    ) async -> Result<Void, any Error> {
        await withCheckedContinuation { done in
            queue.asyncWriteWithoutTransaction { db in
                let result = Result {
                    try db.inTransaction(.immediate) {
                        try body(db)
                        return .commit
                    }
                }
                if case .failure = result { undone() }
                done.resume(returning: result)
            }
        }
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async -> Result<T, any Error> {
        await withCheckedContinuation { done in
            queue.asyncRead { db in done.resume(returning: Result { try body(try db.get()) }) }
        }
    }

    /// What `body` reads, before anything is served.
    func readNow<T>(_ body: (Database) throws -> T) throws -> T { try queue.read(body) }

    /// Why SQLite did not do it, without contents.
    static func reason(of error: any Error) -> String {
        guard let error = error as? DatabaseError else { return "\(type(of: error))" }
        return "\(error.message ?? "no message") (SQLite \(error.extendedResultCode.rawValue))"
    }

    private static func problem(_ error: any Error, _ path: String) -> HubProblem {
        switch error {
        case let problem as HubProblem: problem
        case let error as DatabaseError where [.SQLITE_BUSY, .SQLITE_LOCKED].contains(error.resultCode):
            .fileInUse(path: path)
        default: .fileUnusable(path: path, reason: reason(of: error))
        }
    }
}
