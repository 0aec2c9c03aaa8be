internal import JSON

extension RunFilter.Condition {
    /// `{"path":conditions}`; spread over several objects where one cannot hold them.
    static func json(_ conditions: [Self], of path: String) -> JSONValue {
        if conditions.isEmpty { return [:] }
        if conditions.count == 1, case .equals(let value) = conditions[0], !hasOperators(value) {
            return .object([path: value])
        }
        if let operators = operators(conditions) { return .object([path: operators]) }
        if conditions.count == 1, case .not(let inner) = conditions[0] { return ["$nor": [json(inner, of: path)]] }
        return ["$and": .list(conditions.map { json([$0], of: path) })]
    }

    /// Whether a value where a condition belongs is one, and not something to be equal to.
    static func hasOperators(_ value: JSONValue) -> Bool {
        value.object?.keys.contains { $0.hasPrefix("$") } ?? false
    }

    /// The conditions as members of one object; nil when two of them have the same operator.
    private static func operators(_ conditions: [Self]) -> JSONValue? {
        var members: [String: JSONValue] = [:]
        for condition in conditions {
            guard let (name, argument) = condition.operation, members.updateValue(argument, forKey: name) == nil
            else { return nil }
        }
        return .object(members)
    }

    private var operation: (name: String, argument: JSONValue)? {
        switch self {
        case .equals(let value): ("$eq", value)
        case .differs(let value): ("$ne", value)
        case .isOneOf(let values): ("$in", .list(values))
        case .isNoneOf(let values): ("$nin", .list(values))
        case .exists(let flag): ("$exists", .bool(flag))
        case .matches(let pattern): ("$regex", .text(pattern))
        case .isGreater(let value): ("$gt", value)
        case .isAtLeast(let value): ("$gte", value)
        case .isLess(let value): ("$lt", value)
        case .isAtMost(let value): ("$lte", value)
        case .not(let inner): Self.operators(inner).map { ("$not", $0) }
        }
    }
}
