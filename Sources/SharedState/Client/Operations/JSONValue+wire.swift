import JSON

extension JSONValue {
    /// The text, or null.
    init(_ text: String?) { self = text.map(JSONValue.text) ?? .null }

    /// A whole number that is not negative, however it is written; nil for all else.
    var count: Int? {
        let count: Int? =
            switch self {
            case .integer(let integer): Int(exactly: integer)
            case .number(let number): Int(exactly: number)
            default: nil
            }
        return count.flatMap { $0 >= 0 ? $0 : nil }
    }

    /// The value in a text that holds JSON as Python writes it; nil when this is no such text.
    var inner: JSONValue? { text.flatMap { try? JSONValue.parsePython(Array($0.utf8)) } }
}
