import GRDB

/// The tables of a hub's file.
enum HubSchema {
    /// Increased with each change; a file with a higher one is another program's.
    static let version = 1
    /// "NIHB": says in `PRAGMA application_id` whose file it is.
    static let applicationID = 0x4e49_4842

    /// Makes the tables of an empty file; must run in a transaction.
    /// - Throws: ``HubProblem`` for somebody else's file, or what SQLite throws.
    static func complete(_ db: Database, path: String) throws {
        let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        let owner = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        if owner == applicationID {
            guard found <= version else { throw HubProblem.newerFile(path: path) }
            return
        }
        let tables = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM sqlite_master") ?? 0
        guard owner == 0, tables == 0 else {
            throw HubProblem.fileUnusable(path: path, reason: "it is the database of another program")
        }
        for statement in statements { try db.execute(sql: statement) }
        try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        try db.execute(sql: "PRAGMA user_version = \(version)")
    }

    private static let statements = [
        "CREATE TABLE hub (id INTEGER PRIMARY KEY CHECK (id = 1), alive_at REAL NOT NULL, next_run INTEGER NOT NULL)",
        """
        CREATE TABLE project (
            entity TEXT NOT NULL, name TEXT NOT NULL, created_at REAL NOT NULL, PRIMARY KEY (entity, name)
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE run (
            sequence INTEGER PRIMARY KEY, entity TEXT NOT NULL, project TEXT NOT NULL, name TEXT NOT NULL,
            display_name TEXT NOT NULL, config TEXT NOT NULL, summary TEXT NOT NULL, details TEXT NOT NULL,
            created_at REAL NOT NULL, UNIQUE (entity, project, name))
        """,
        // Apart from the run: a heartbeat must not write a config again.
        """
        CREATE TABLE pulse (
            run INTEGER PRIMARY KEY, phase TEXT NOT NULL, heard_at REAL NOT NULL, waiting_since REAL,
            exit_code INTEGER, history_count INTEGER NOT NULL, history_last TEXT, events_count INTEGER NOT NULL,
            events_last TEXT, log_count INTEGER NOT NULL, log_last TEXT)
        """,
        """
        CREATE TABLE line (
            run INTEGER NOT NULL, kind TEXT NOT NULL, offset INTEGER NOT NULL, text TEXT NOT NULL,
            PRIMARY KEY (run, kind, offset)
        ) WITHOUT ROWID
        """,
        "CREATE TABLE file (run INTEGER NOT NULL, name TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (run, name))",
    ]
}
