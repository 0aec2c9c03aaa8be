import JSON

/// JSON Schemas, written short.
enum Schema {
    static let text = JSONValue.object(["type": "string"])
    static let flag = JSONValue.object(["type": "boolean"])
    static let number = JSONValue.object(["type": "number"])
    static let integer = JSONValue.object(["type": "integer"])
    static let anything = JSONValue.object([:])

    /// An integer from `low` to `high`; where that is the largest there is, nothing is said of it.
    static func integer(_ low: Int64, _ high: Int64) -> JSONValue {
        var members: [String: JSONValue] = ["type": "integer", "minimum": .integer(low)]
        if high < .max { members["maximum"] = .integer(high) }
        return .object(members)
    }

    /// `schema`, or null.
    static func optional(_ schema: JSONValue) -> JSONValue {
        .object(["anyOf": .list([schema, .object(["type": "null"])])])
    }

    /// What `schema` allows beside null: a query has no null.
    static func given(_ schema: JSONValue) -> JSONValue {
        guard let branches = schema["anyOf"]?.list else { return schema }
        let given = branches.filter { $0["type"]?.text != "null" }
        return given.count == 1 ? given[0] : schema
    }

    /// The types of a value that may be null.
    static func maybe(_ type: String) -> JSONValue { .list([.text(type), "null"]) }

    static func list(_ items: JSONValue) -> JSONValue { .object(["type": "array", "items": items]) }

    /// An object with these members, all of them there unless named `optional`; further ones may come.
    static func object(_ members: [String: JSONValue], optional: Set<String> = []) -> JSONValue {
        .object([
            "type": "object", "properties": .object(members),
            "required": .list(members.keys.filter { !optional.contains($0) }.sorted().map(JSONValue.text)),
        ])
    }

    /// An object whose members, of any name, are `values`.
    static func map(_ values: JSONValue) -> JSONValue {
        .object(["type": "object", "additionalProperties": values])
    }

    /// A schema of the document's components.
    static func reference(_ name: String) -> JSONValue { .object(["$ref": .text("#/components/schemas/\(name)")]) }
}
