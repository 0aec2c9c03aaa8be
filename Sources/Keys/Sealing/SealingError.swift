/// Why the key for sealed data is not available.
package enum SealingError: Error, Equatable, CustomStringConvertible {
    /// The key file was not read or written.
    case file(FileError)
    /// The key file does not hold 32 bytes.
    case damaged(path: String)

    package var description: String {
        switch self {
        case .file(let error): error.description
        case .damaged(let path):
            "\(path) is not a sealing key of 32 bytes; restore it from a backup, or what it sealed is lost"
        }
    }
}
