internal import JSON

extension JSONValue {
    /// The value as it reads after any server has stored it and written it anew.
    ///
    /// `1.0` and `1` are one number, and numbers beyond 2^53 are as exact as a double: many servers know no others. A
    /// number that JSON cannot say is null, as it is once written.
    var canonical: JSONValue {
        switch self {
        case .null, .bool, .text: self
        case .integer(let integer): integer.magnitude > 1 << 53 ? Self.canonical(Double(integer)) : self
        case .number(let number): Self.canonical(number)
        case .list(let list): .list(list.map(\.canonical))
        case .object(let members): .object(members.mapValues(\.canonical))
        }
    }

    private static func canonical(_ number: Double) -> JSONValue {
        guard number.isFinite else { return .null }
        return Int64(exactly: number).map(JSONValue.integer) ?? .number(number)
    }
}
