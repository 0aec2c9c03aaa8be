internal import ArgumentParser
internal import Foundation

/// Which database a command works on.
struct StoreOptions: ParsableArguments {
    @Option(help: "The database, as sqlite:FILE (default: $SQLITE_DB_PATH, else database.db).")
    var store: String?

    /// The path of the database file.
    /// - Throws: `ValidationError` for a database that is no SQLite file.
    func path(environment: [String: String] = ProcessInfo.processInfo.environment) throws -> String {
        guard let store else {
            let named = environment["SQLITE_DB_PATH"] ?? ""
            return named.isEmpty ? "database.db" : named
        }
        let scheme = "sqlite:"
        if store.hasPrefix(scheme), store.count > scheme.count { return String(store.dropFirst(scheme.count)) }
        if store.contains("://") || store.hasPrefix(scheme) {
            throw ValidationError("--store wants sqlite:FILE")
        }
        return store
    }
}
