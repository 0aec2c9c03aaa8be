internal import Foundation
internal import GRDB

/// The run in the shared state that the Python program remembers in its database.
package enum PythonRun {
    /// Where the Python program has its database: `SQLITE_DB_PATH`, which may be set to nothing, else `database.db`.
    package static func path(environment: [String: String]) -> String {
        environment["SQLITE_DB_PATH"].flatMap { $0.isEmpty ? nil : $0 } ?? "database.db"
    }

    /// The id of the run of `hotkey` in the database at `path`, which is only read; nil without file, table or row, and
    /// for a file that is no database or is damaged, since no later time will tell more.
    /// - Throws: ``StoreError`` when it cannot be read now: there may be a run.
    package static func id(
        of hotkey: String, path: String, busyTimeout: Duration = .seconds(10)
    ) throws(StoreError) -> String? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let found: Result<String?, StoreError> = StoreError.catching {
            try DatabaseFile(path: path, busyTimeout: busyTimeout / .seconds(1)).reading().inDatabase { db in
                guard try db.tableExists("wandb_runs") else { return nil }
                return try String.fetchOne(
                    db, sql: "SELECT run_id FROM wandb_runs WHERE hotkey = ? AND typeof(run_id) = 'text'",
                    arguments: [hotkey])
            }
        }
        if case .failure(.corrupt) = found { return nil }
        return try found.get()
    }
}
