import JSON

/// Follows references in schemas.
struct SchemaBook: Sendable {
    let components: [String: JSONValue]

    /// References after each other that are followed; a schema may refer to itself.
    private static let depth = 8

    /// `schema`, or what it refers to; an empty schema where that is not there.
    func resolve(_ schema: JSONValue) -> JSONValue {
        var schema = schema
        for _ in 0..<Self.depth {
            guard let name = schema["$ref"]?.text?.split(separator: "/").last else { return schema }
            schema = components[String(name)] ?? Schema.anything
        }
        return Schema.anything
    }

    /// `schema` itself, or all that it is one of (or all of), references followed.
    func branches(of schema: JSONValue, depth: Int = SchemaBook.depth) -> [JSONValue] {
        let schema = resolve(schema)
        let inner = ["anyOf", "oneOf", "allOf"].flatMap { schema[$0]?.list ?? [] }
        if inner.isEmpty || depth == 0 { return [schema] }
        return inner.flatMap { branches(of: $0, depth: depth - 1) }
    }

    /// Whether a list may be what `schema` describes.
    func allowsList(_ schema: JSONValue) -> Bool { branches(of: schema).contains { $0["type"]?.text == "array" } }
}
