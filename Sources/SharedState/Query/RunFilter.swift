package import JSON

/// Which runs are asked for: the part of MongoDB's query language that W&B's `filters` carry.
package indirect enum RunFilter: Sendable, Equatable {
    /// Every part matches; all runs when there is none.
    case all([RunFilter])
    case any([RunFilter])
    /// None of the parts matches.
    case none([RunFilter])
    /// What lies at `path` (`state`, `display_name`, `config.role`, `config.config.netuid` ..) obeys each condition.
    case field(path: String, [Condition])

    /// What is asked of one field.
    package indirect enum Condition: Sendable, Equatable {
        case equals(JSONValue)
        case differs(JSONValue)
        case isOneOf([JSONValue])
        case isNoneOf([JSONValue])
        case exists(Bool)
        /// A search, not a match of the whole; in what is no text, in its JSON.
        case matches(String)
        case isGreater(JSONValue)
        case isAtLeast(JSONValue)
        case isLess(JSONValue)
        case isAtMost(JSONValue)
        case not([Condition])
    }
}
