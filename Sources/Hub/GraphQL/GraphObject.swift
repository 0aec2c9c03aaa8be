import JSON

/// Something that a GraphQL request can select fields of.
protocol GraphObject: Sendable {
    /// Its type in the ``GraphSchema``.
    var type: String { get }
    /// The value of `field`, one of its type's.
    func value(of field: String, _ arguments: [String: JSONValue]) throws(GraphError) -> GraphValue
}

/// The value of a field before it is projected.
enum GraphValue: Sendable {
    /// Shown as it is.
    case leaf(JSONValue)
    case object(any GraphObject)
    case list([GraphValue])

    static let null = GraphValue.leaf(.null)

    static func text(_ text: String?) -> GraphValue { .leaf(text.map(JSONValue.text) ?? .null) }

    static func count(_ count: Int) -> GraphValue { .leaf(.integer(Int64(count))) }
}

/// An object whose fields are known beforehand; the others are null.
struct GraphRecord: GraphObject {
    let type: String
    let fields: [String: GraphValue]

    func value(of field: String, _ arguments: [String: JSONValue]) throws(GraphError) -> GraphValue {
        fields[field] ?? .null
    }
}
