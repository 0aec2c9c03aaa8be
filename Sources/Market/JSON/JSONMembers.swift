package import JSON

/// Reads peers' objects as the Python models do: absent or null members take a default, integral floats are integers.
package struct JSONMembers: Sendable {
    /// A member, or the whole, is of another type than the message has there.
    package struct WrongType: Error, Equatable, CustomStringConvertible {
        /// The member's name, or "" for the whole.
        package let name: String

        package init(name: String) { self.name = name }

        package var description: String { name.isEmpty ? "not a JSON object" : "wrong type of \(name)" }
    }

    private let members: [String: JSONValue]

    /// The members of the object `value`.
    package init(_ value: JSONValue) throws(WrongType) {
        guard case .object(let members) = value else { throw WrongType(name: "") }
        self.members = members
    }

    private init(members: [String: JSONValue]) {
        self.members = members
    }

    private func present(_ name: String) -> JSONValue? {
        guard let value = members[name] else { return nil }
        if case .null = value { return nil }
        return value
    }

    /// The integer of `name`, accepting `1.0`; nil when absent or null.
    package func integerIfPresent(_ name: String) throws(WrongType) -> Int? {
        guard let value = present(name) else { return nil }
        guard case .integer(let integer) = value, let integer = Int(exactly: integer) else {
            throw WrongType(name: name)
        }
        return integer
    }

    /// The integer of `name`; `fallback` when absent or null.
    package func integer(_ name: String, default fallback: Int) throws(WrongType) -> Int {
        try integerIfPresent(name) ?? fallback
    }

    /// The text of `name`, or nil when absent or null.
    package func textIfPresent(_ name: String) throws(WrongType) -> String? {
        guard let value = present(name) else { return nil }
        guard case .text(let text) = value else { throw WrongType(name: name) }
        return text
    }

    /// The text of `name`; `fallback` when absent or null.
    package func text(_ name: String, default fallback: String = "") throws(WrongType) -> String {
        try textIfPresent(name) ?? fallback
    }

    /// The truth value of `name`, or nil when absent or null.
    package func flagIfPresent(_ name: String) throws(WrongType) -> Bool? {
        guard let value = present(name) else { return nil }
        guard case .bool(let flag) = value else { throw WrongType(name: name) }
        return flag
    }

    /// The truth value of `name`; `fallback` when absent or null.
    package func flag(_ name: String, default fallback: Bool) throws(WrongType) -> Bool {
        try flagIfPresent(name) ?? fallback
    }

    /// The object of `name`; one without members when absent or null.
    package func object(_ name: String) throws(WrongType) -> JSONMembers {
        guard let value = present(name) else { return JSONMembers(members: [:]) }
        guard case .object(let members) = value else { throw WrongType(name: name) }
        return JSONMembers(members: members)
    }
}
