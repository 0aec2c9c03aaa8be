package import JSON

/// A filter as JSON, MongoDB's way.
///
/// Several members of one object are all to match, as those of `$and` are. To be written back as they came they are read
/// as `.all([.all(members)])`, `$and` as `.all(parts)`.
extension RunFilter {
    /// Filters inside each other.
    package static let maxDepth = 16
    /// Filters and conditions together.
    package static let maxNodes = 512
    /// Characters of a regular expression.
    package static let maxPatternLength = 512
    /// Regular expressions of one filter.
    package static let maxPatterns = 16
    /// Values of `$in` and `$nin`.
    package static let maxListLength = 4_096

    /// Reads a filter; null is one that all runs match.
    package init(_ json: JSONValue) throws(RunFilterError) {
        var reader = RunFilterReader()
        self = json.isNull ? .all([]) : try reader.filter(json, in: "the filter", depth: 1)
    }

    /// Reads a filter; an empty text is one that all runs match.
    package init(text: String) throws(RunFilterError) {
        guard !text.utf8.isEmpty else {
            self = .all([])
            return
        }
        let json: JSONValue
        do throws(JSONError) {
            json = try JSONValue.parsePython(Array(text.utf8))
        } catch {
            throw .notJSON("\(error)")
        }
        try self.init(json)
    }

    /// The filter as compact JSON, for the variable `filters`.
    package var text: String { json.serializedText }

    /// The filter as JSON; reading that gives a filter that the same runs match.
    package var json: JSONValue {
        switch self {
        case .all(let parts):
            if parts.isEmpty { return [:] }
            if parts.count == 1, case .all(let members) = parts[0], let one = Self.merged(members) { return one }
            return ["$and": .list(parts.map(\.json))]
        case .any(let parts): return ["$or": .list(parts.map(\.json))]
        case .none(let parts): return ["$nor": .list(parts.map(\.json))]
        case .field(let path, let conditions): return Condition.json(conditions, of: path)
        }
    }

    /// The parts as members of one object; nil when two have the same name.
    private static func merged(_ parts: [RunFilter]) -> JSONValue? {
        var members: [String: JSONValue] = [:]
        for part in parts {
            for (name, value) in part.json.object ?? [:] where members.updateValue(value, forKey: name) != nil {
                return nil
            }
        }
        return .object(members)
    }
}
