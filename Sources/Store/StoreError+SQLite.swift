internal import GRDB

extension StoreError {
    /// The store's words for an error of SQLite; statement arguments never get into them.
    init(_ error: any Error) {
        switch error {
        case let error as StoreError:
            self = error
        case let error as DatabaseError:
            let text = "\(error.message ?? "no message") (SQLite \(error.extendedResultCode.rawValue))"
            switch error.resultCode {
            case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
            case .SQLITE_FULL: self = .full
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupt(text)
            default: self = .unavailable(text)
            }
        default:
            self = .unavailable("unexpected \(type(of: error))")
        }
    }

    /// The result of `body` with its error in the store's words.
    static func catching<T>(_ body: () throws -> T) -> Result<T, StoreError> {
        do {
            return .success(try body())
        } catch {
            return .failure(StoreError(error))
        }
    }
}
