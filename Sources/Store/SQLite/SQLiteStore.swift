internal import Foundation
internal import GRDB
internal import Keys
package import Logging

/// The rentals in a SQLite file, which several processes of one machine and the Python program may share.
///
/// Secrets are sealed with a key file beside the database. Calls are not cancelled with their task.
package final class SQLiteStore: RentalStore {
    let pool: DatabasePool
    let codec: RentalCodec
    let pythonCompatible: Bool
    let logger: Logger

    /// An open store over the database at `path`, which is created or brought up to date.
    ///
    /// - Parameters:
    ///   - sealingKeyPath: the key file of the secrets, created when missing; by default `path` + ".key".
    ///   - pythonCompatible: whether active rentals are also kept, in clear, where the Python program reads them.
    ///   - busyTimeout: how long a call waits for another process, in seconds.
    package init(
        path: String, sealingKeyPath: String? = nil, pythonCompatible: Bool = false, busyTimeout: Double = 5,
        logger: Logger
    ) throws(StoreError) {
        pool = try DatabaseFile(path: path, busyTimeout: busyTimeout).connect(at: Date())
        let keyPath = sealingKeyPath ?? path + ".key"
        do {
            codec = RentalCodec(key: try SealingKey.loadOrCreate(path: keyPath))
        } catch {
            throw .unavailable("the key file \(keyPath) cannot be used: \(error)")
        }
        self.pythonCompatible = pythonCompatible
        self.logger = logger
        let unreadable = try StoreError.catching { [codec, pool] in
            try pool.read { try codec.unreadableSecrets($0) }
        }.get()
        if unreadable > 0 {
            logger.error(
                "secrets in the store were sealed with another key file",
                metadata: ["rentals": "\(unreadable)", "key": "\(keyPath)"])
        }
    }

    /// Runs `body` in an immediate transaction, which is durable when this returns and undone when it throws.
    func write<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws(StoreError) -> T {
        let result: Result<T, StoreError> = await withCheckedContinuation { continuation in
            // The callback form is deaf to the cancellation of the task: a release must not die with a request.
            pool.asyncWriteWithoutTransaction { db in
                continuation.resume(returning: StoreError.catching { try Self.transaction(db, body) })
            }
        }
        return try result.get()
    }

    /// Runs `body` on a snapshot of the database.
    func read<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws(StoreError) -> T {
        let result: Result<T, StoreError> = await withCheckedContinuation { continuation in
            pool.asyncRead { database in
                continuation.resume(returning: StoreError.catching { try body(try database.get()) })
            }
        }
        return try result.get()
    }

    private static func transaction<T>(_ db: Database, _ body: (Database) throws -> T) throws -> T {
        var value: T?
        try db.inTransaction(.immediate) {
            value = try body(db)
            return .commit
        }
        guard let value else { throw StoreError.unavailable("a transaction ended without a result") }
        return value
    }
}
