/// Why a hub's runs did not change as asked.
enum ShelfError: Error, Equatable {
    /// There is no such run.
    case unknownRun
    /// A name, a config or a row is not what it must be.
    case malformed(String)
    /// More than the hub takes in one piece.
    case tooLarge(String)
    /// The hub keeps as much as it may.
    case full(String)
    /// The file did not take it: the client shall try again.
    case notSaved(String)
}

extension ShelfError: CustomStringConvertible {
    var description: String {
        switch self {
        case .unknownRun: "run not found"
        case .malformed(let what), .tooLarge(let what), .full(let what): what
        case .notSaved(let reason): "the hub cannot save: \(reason)"
        }
    }
}
