extension JSONValue {
    /// The text of a `text`, else nil.
    package var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// The number of an `integer`, else nil.
    package var integer: Int64? {
        if case .integer(let integer) = self { integer } else { nil }
    }

    /// The number of an `integer` or a `number`, else nil; large integers are rounded.
    package var number: Double? {
        switch self {
        case .integer(let integer): Double(integer)
        case .number(let number): number
        default: nil
        }
    }

    /// The flag of a `bool`, else nil.
    package var bool: Bool? {
        if case .bool(let flag) = self { flag } else { nil }
    }

    /// The elements of a `list`, else nil.
    package var list: [JSONValue]? {
        if case .list(let list) = self { list } else { nil }
    }

    /// The members of an `object`, else nil.
    package var object: [String: JSONValue]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// True for `null` only.
    package var isNull: Bool { self == .null }

    /// The member `name` of an object; nil when it is absent or this is no object.
    package subscript(_ name: String) -> JSONValue? {
        if case .object(let members) = self { members[name] } else { nil }
    }

    /// The element at `position` of a list; nil when it is absent or this is no list.
    package subscript(_ position: Int) -> JSONValue? {
        guard case .list(let list) = self, list.indices.contains(position) else { return nil }
        return list[position]
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    package init(stringLiteral value: String) { self = .text(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSONValue: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    package init(arrayLiteral elements: JSONValue...) { self = .list(elements) }
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(Dictionary(elements) { _, last in last })
    }
}
