internal import Foundation
internal import GRDB

/// The run in the shared state that the Python program remembers in its database.
package enum PythonRun {
    /// The id of the run of `hotkey` in the database at `path`, which is only read; nil without file, table or row.
    package static func id(of hotkey: String, path: String) -> String? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return try? DatabaseFile(path: path, busyTimeout: 10).reading().inDatabase { db in
            try String.fetchOne(db, sql: "SELECT run_id FROM wandb_runs WHERE hotkey = ?", arguments: [hotkey])
        }
    }
}
