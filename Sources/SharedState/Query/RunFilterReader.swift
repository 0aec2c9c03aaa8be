internal import JSON

/// Reads a filter out of JSON that anybody may have sent.
struct RunFilterReader {
    private var nodes = 0
    private var patterns = 0

    /// The filter of an object; `place` says where it stands.
    mutating func filter(_ json: JSONValue, in place: String, depth: Int) throws(RunFilterError) -> RunFilter {
        guard let members = json.object else { throw .notAFilter(place) }
        guard depth <= RunFilter.maxDepth else { throw .tooDeep }
        var parts: [RunFilter] = []
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            try count()
            parts.append(try part(name, value, depth: depth))
        }
        switch parts.count {
        case 0: return .all([])
        case 1: return parts[0]
        default: return .all([.all(parts)])
        }
    }

    private mutating func part(_ name: String, _ value: JSONValue, depth: Int) throws(RunFilterError) -> RunFilter {
        switch name {
        case "$and": return .all(try filters(value, of: name, depth: depth))
        case "$or": return .any(try filters(value, of: name, depth: depth))
        case "$nor": return .none(try filters(value, of: name, depth: depth))
        case "$not": return .none([try filter(value, in: name, depth: depth + 1)])
        case _ where name.hasPrefix("$"): throw .unknownOperator(name)
        case _ where RunFilter.Condition.hasOperators(value):
            return .field(path: name, try conditions(value, depth: depth + 1))
        default: return .field(path: name, [.equals(value)])
        }
    }

    private mutating func filters(
        _ json: JSONValue, of name: String, depth: Int
    ) throws(RunFilterError) -> [RunFilter] {
        guard let list = json.list else { throw .wrongArgument(of: name) }
        var filters: [RunFilter] = []
        for element in list {
            try count()
            filters.append(try filter(element, in: name, depth: depth + 1))
        }
        return filters
    }

    private mutating func conditions(
        _ json: JSONValue, depth: Int
    ) throws(RunFilterError) -> [RunFilter.Condition] {
        guard depth <= RunFilter.maxDepth else { throw .tooDeep }
        var conditions: [RunFilter.Condition] = []
        for (name, argument) in (json.object ?? [:]).sorted(by: { $0.key < $1.key }) {
            try count()
            conditions.append(try condition(name, argument, depth: depth))
        }
        return conditions
    }

    private mutating func condition(
        _ name: String, _ argument: JSONValue, depth: Int
    ) throws(RunFilterError) -> RunFilter.Condition {
        switch name {
        case "$eq": return .equals(argument)
        case "$ne": return .differs(argument)
        case "$gt": return .isGreater(argument)
        case "$gte": return .isAtLeast(argument)
        case "$lt": return .isLess(argument)
        case "$lte": return .isAtMost(argument)
        case "$in": return .isOneOf(try values(argument, of: name))
        case "$nin": return .isNoneOf(try values(argument, of: name))
        case "$exists":
            guard let flag = argument.bool ?? argument.number.map({ $0 != 0 }) else { throw .wrongArgument(of: name) }
            return .exists(flag)
        case "$regex": return .matches(try pattern(argument))
        case "$not":
            guard RunFilter.Condition.hasOperators(argument) else { throw .wrongArgument(of: name) }
            return .not(try conditions(argument, depth: depth + 1))
        default: throw .unknownOperator(name)
        }
    }

    private func values(_ json: JSONValue, of name: String) throws(RunFilterError) -> [JSONValue] {
        guard let list = json.list else { throw .wrongArgument(of: name) }
        guard list.count <= RunFilter.maxListLength else { throw .tooLarge }
        return list
    }

    private mutating func pattern(_ json: JSONValue) throws(RunFilterError) -> String {
        patterns += 1
        guard patterns <= RunFilter.maxPatterns else { throw .tooLarge }
        guard let text = json.text else { throw .wrongArgument(of: "$regex") }
        guard text.unicodeScalars.count <= RunFilter.maxPatternLength else { throw .patternTooLong }
        guard SearchPattern.isValid(text) else { throw .invalidPattern(text) }
        return text
    }

    private mutating func count() throws(RunFilterError) {
        nodes += 1
        guard nodes <= RunFilter.maxNodes else { throw .tooLarge }
    }
}
