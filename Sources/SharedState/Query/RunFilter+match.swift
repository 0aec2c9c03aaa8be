internal import JSON

extension RunFilter {
    /// Whether the run is one of those that the filter asks for.
    package func matches(_ run: some FilteredRun) -> Bool {
        switch self {
        case .all(let parts): parts.allSatisfy { $0.matches(run) }
        case .any(let parts): parts.contains { $0.matches(run) }
        case .none(let parts): !parts.contains { $0.matches(run) }
        case .field(let path, let conditions):
            conditions.isEmpty || Condition.all(conditions, holdFor: run.value(at: path))
        }
    }
}

extension RunFilter.Condition {
    static func all(_ conditions: [Self], holdFor value: JSONValue?) -> Bool {
        conditions.allSatisfy { $0.holds(for: value) }
    }

    /// Whether the condition holds for what lies at a path; nil when nothing does, which equals nothing, null neither.
    private func holds(for value: JSONValue?) -> Bool {
        switch self {
        case .exists(let expected): return (value != nil) == expected
        case .differs(let other): return !(value?.equals(other) ?? false)
        case .isNoneOf(let others): return !others.contains { value?.equals($0) ?? false }
        case .not(let inner): return !Self.all(inner, holdFor: value)
        default: return value.map(holds(forPresent:)) ?? false
        }
    }

    private func holds(forPresent value: JSONValue) -> Bool {
        switch self {
        case .equals(let other): value.equals(other)
        case .isOneOf(let others): others.contains { value.equals($0) }
        case .matches(let pattern): SearchPattern.finds(pattern, in: value.text ?? value.serializedText)
        case .isGreater(let other): other.isLess(than: value)
        case .isAtLeast(let other): other.isLess(than: value) || value.isSameKind(as: other) && value.equals(other)
        case .isLess(let other): value.isLess(than: other)
        case .isAtMost(let other): value.isLess(than: other) || value.isSameKind(as: other) && value.equals(other)
        case .differs, .isNoneOf, .exists, .not: holds(for: value)
        }
    }
}

extension JSONValue {
    /// Whether both say the same: 27 is 27.0, and neither is "27".
    fileprivate func equals(_ other: JSONValue) -> Bool { canonical == other.canonical }

    /// Whether both are numbers or both are texts, and this comes first.
    fileprivate func isLess(than other: JSONValue) -> Bool {
        switch (self, other) {
        case (.integer(let left), .integer(let right)): return left < right
        case (.text(let left), .text(let right)): return left < right
        default:
            guard let left = number, let right = other.number else { return false }
            return left < right
        }
    }

    fileprivate func isSameKind(as other: JSONValue) -> Bool {
        number != nil && other.number != nil || text != nil && other.text != nil
    }
}
