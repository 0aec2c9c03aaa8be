import Foundation
import GRDB
import Testing

@testable import Store

/// The run that the Python miner had in its own database.
@Suite struct PythonRunTests {
    @Test("It is found under its hotkey; without file, table or row there is none")
    func id() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/database.db"
            #expect(try PythonRun.id(of: "5Miner", path: path) == nil)
            try asPythonProgram(path, "CREATE TABLE miner (uid INTEGER PRIMARY KEY)")
            #expect(try PythonRun.id(of: "5Miner", path: path) == nil)
            try asPythonProgram(
                path,
                """
                CREATE TABLE wandb_runs (hotkey TEXT PRIMARY KEY, run_id TEXT NOT NULL);
                INSERT INTO wandb_runs VALUES ('5Miner', 'python01');
                """)
            #expect(try PythonRun.id(of: "5Miner", path: path) == "python01")
            #expect(try PythonRun.id(of: "5Other", path: path) == nil)
        }
    }

    @Test("A file that is no database holds none")
    func noDatabase() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/database.db"
            try Data(String(repeating: "no database ", count: 1_000).utf8).write(to: URL(fileURLWithPath: path))
            #expect(try PythonRun.id(of: "5Miner", path: path) == nil)
        }
    }

    @Test("A database that another program has locked says nothing: there may be a run")
    func locked() async throws {
        try await withTemporaryDirectory { directory async throws in
            let path = directory + "/database.db"
            try asPythonProgram(path, "CREATE TABLE wandb_runs (hotkey TEXT PRIMARY KEY, run_id TEXT NOT NULL)")
            let other = try DatabaseQueue(path: path)
            try other.inDatabase { db in
                try db.execute(sql: "BEGIN EXCLUSIVE")
                #expect(throws: StoreError.busy) {
                    try PythonRun.id(of: "5Miner", path: path, busyTimeout: .zero)
                }
                try db.execute(sql: "ROLLBACK")
            }
        }
    }

    @Test("A variable that is set to nothing names no database", arguments: [nil, "", "other.db"])
    func path(_ named: String?) {
        let environment = named.map { ["SQLITE_DB_PATH": $0] } ?? [:]
        #expect(PythonRun.path(environment: environment) == (named == "other.db" ? "other.db" : "database.db"))
    }
}
