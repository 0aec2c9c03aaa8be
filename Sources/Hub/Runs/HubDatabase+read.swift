import GRDB

extension HubDatabase {
    /// The last `count` lines of `kind` that are kept of a run, oldest first.
    func lines(_ kind: RunLines, of run: Int64, last count: Int) async -> Result<[String], any Error> {
        await read { db in
            let lines = try String.fetchAll(
                db, sql: "SELECT text FROM line WHERE run = ? AND kind = ? ORDER BY offset DESC LIMIT ?",
                arguments: [run, kind.rawValue, count])
            return lines.reversed()
        }
    }

    /// Names and sizes of the files of a run, by name.
    func files(of run: Int64) async -> Result<[(name: String, bytes: Int)], any Error> {
        await read { db in
            try Row.fetchAll(
                db, sql: "SELECT name, LENGTH(body) AS size FROM file WHERE run = ? ORDER BY name", arguments: [run]
            ).map { (name: $0["name"], bytes: $0["size"]) }
        }
    }
}
