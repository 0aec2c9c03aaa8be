/// Why numbers are no weights.
package enum WeightError: Error, Equatable, CustomStringConvertible {
    case lengths(uids: Int, weights: Int)
    case empty
    case negative
    case notFinite
    /// Negative, or above 65,535.
    case uid(Int)

    package var description: String {
        switch self {
        case .lengths(let uids, let weights): "\(uids) uids and \(weights) weights; there must be as many"
        case .empty: "no weights"
        case .negative: "a weight is negative"
        case .notFinite: "a weight is not a number"
        case .uid(let uid): "\(uid) is no uid"
        }
    }
}
