import Glibc

/// Why the chain's files cannot be used; each says what to do.
package enum LedgerError: Error, Equatable, CustomStringConvertible {
    /// Another process works with the directory.
    case taken(directory: String)
    /// A file cannot be made, read or written; `code` is the system's `errno`.
    case unusable(path: String, code: Int32)
    /// The file is not what was written.
    case damaged(path: String, reason: String)
    /// The file is of another version of this program.
    case otherFormat(path: String)
    /// The directory holds a chain that began with other rules, accounts or metadata.
    case otherGenesis(directory: String)

    package var description: String {
        switch self {
        case .taken(let directory):
            "another development chain uses \(directory): stop it, or name another directory"
        case .unusable(let path, let code):
            "\(path) cannot be used: \(String(cString: strerror(code)))"
        case .damaged(let path, let reason):
            "\(path) is damaged (\(reason)): put a copy back, or remove its directory to begin a new chain"
        case .otherFormat(let path):
            "\(path) was written by another version: use that one, or remove its directory to begin a new chain"
        case .otherGenesis(let directory):
            "\(directory) holds a chain that began with other settings: use those again, name another directory, "
                + "or remove it to begin a new chain"
        }
    }
}
