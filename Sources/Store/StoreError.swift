/// Why the store could not do what was asked; the texts name files and causes, never contents.
package enum StoreError: Error, Equatable {
    /// Another process kept the database locked for longer than the busy timeout.
    case busy
    /// The disk is full.
    case full
    /// The database cannot be opened, read or written.
    case unavailable(String)
    /// The file is damaged or no database; it is left as it is.
    case corrupt(String)
    /// The file was written by a newer version of this program; it is left as it is.
    case newerSchema(String)
}

extension StoreError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .busy: "the database is locked by another process"
        case .full: "the disk of the database is full"
        case .unavailable(let reason): "the database is not available: \(reason)"
        case .corrupt(let reason): "the database is damaged: \(reason)"
        case .newerSchema(let reason): "the database was written by a newer version: \(reason)"
        }
    }
}
