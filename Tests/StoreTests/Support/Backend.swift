import Foundation
import GRDB

@testable import Store

/// The stores that must pass one and the same suite.
enum Backend: CaseIterable, Sendable {
    case memory
    case sqlite
    case sqlitePythonCompatible

    /// Runs `body` with an empty store beside these rows of the Python program.
    func withStore(
        legacy: [LegacyAllocation] = [], blacklist: Set<String> = [], minerDetails: [String: String] = [:],
        _ body: (any RentalStore & StateRunStore) async throws -> Void
    ) async throws {
        if self == .memory {
            return try await body(MemoryStore(legacy: legacy, blacklist: blacklist, minerDetails: minerDetails))
        }
        try await withTemporaryDirectory { directory in
            let store = try SQLiteStore(
                path: directory + "/database.db", pythonCompatible: self == .sqlitePythonCompatible, logger: quiet)
            try await store.write { db in
                for row in legacy {
                    try db.execute(
                        sql: "INSERT INTO allocation (hotkey, details) VALUES (?, ?)",
                        arguments: [row.hotkey, try row.details()])
                }
                for hotkey in blacklist {
                    try db.execute(sql: "INSERT INTO blacklist (hotkey) VALUES (?)", arguments: [hotkey])
                }
                for (hotkey, details) in minerDetails {
                    try db.execute(
                        sql: "INSERT INTO miner_details (hotkey, details) VALUES (?, ?)", arguments: [hotkey, details])
                }
            }
            try await body(store)
        }
    }
}
