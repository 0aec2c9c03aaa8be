import Foundation
import GRDB
import TestSupport

@testable import Store

/// The stores that must pass one and the same suite.
enum Backend: CaseIterable, Sendable {
    case memory
    case sqlite
    case sqlitePythonCompatible

    /// Those to which the copy for the Python program matters nothing left out.
    static let plain = [Backend.memory, .sqlite]

    /// Runs `body` with an empty store beside these rows of the Python program.
    func withStore(
        legacy: [LegacyAllocation] = [], blacklist: Set<String> = [], minerDetails: [String: String] = [:],
        scores: [String: Double] = [:], firstProofs: [String: Date] = [:],
        _ body: (any MarketStore & StateRunStore) async throws -> Void
    ) async throws {
        if self == .memory {
            return try await body(
                MemoryStore(
                    legacy: legacy, blacklist: blacklist, minerDetails: minerDetails, scores: scores,
                    firstProofs: firstProofs))
        }
        try await withTemporaryDirectory { directory in
            let path = directory + "/database.db"
            let store = try SQLiteStore(
                path: path, pythonCompatible: self == .sqlitePythonCompatible, logger: .silent)
            try await store.write { db in
                for row in legacy {
                    try db.execute(
                        sql: "INSERT INTO allocation (hotkey, details) VALUES (?, ?)",
                        arguments: [row.hotkey, try row.details()])
                }
                for hotkey in blacklist {
                    try db.execute(sql: "INSERT INTO blacklist (hotkey) VALUES (?)", arguments: [hotkey])
                }
                for (hotkey, details) in minerDetails.sorted(by: { $0.key < $1.key }) {
                    try db.execute(
                        sql: "INSERT INTO miner_details (hotkey, details) VALUES (?, ?)", arguments: [hotkey, details])
                }
            }
            for (hotkey, score) in scores {
                try asPythonProgram(path, "INSERT INTO stats (hotkey, score) VALUES ('\(hotkey)', \(score))")
            }
            for (hotkey, date) in firstProofs {
                let time = "datetime(\(Int(date.timeIntervalSince1970)), 'unixepoch')"
                try asPythonProgram(
                    path, "INSERT INTO pog_stats (hotkey, num_gpus, created_at) VALUES ('\(hotkey)', 1, \(time))")
            }
            try await body(store)
        }
    }
}
