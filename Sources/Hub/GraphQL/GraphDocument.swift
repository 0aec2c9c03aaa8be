/// A parsed GraphQL document.
struct GraphDocument {
    var operations: [GraphOperation] = []
    var fragments: [String: GraphFragment] = [:]

    /// The operation called `name`; without a name the only one, or the first.
    func operation(_ name: String?) throws(GraphError) -> GraphOperation {
        guard let first = operations.first else { throw GraphError("Must provide an operation.") }
        guard let name, !name.isEmpty else { return first }
        guard let operation = operations.first(where: { $0.name == name }) else {
            throw GraphError("Unknown operation named \"\(name.prefix(100))\".")
        }
        return operation
    }
}

/// One query or mutation.
struct GraphOperation {
    var isMutation: Bool
    var name: String?
    var variables: [GraphVariable]
    var selections: [GraphSelection]
}

/// A variable as an operation declares it.
struct GraphVariable {
    var name: String
    /// As written: `String`, `[String!]!` ..
    var type: String
    var fallback: GraphInput?

    /// Whether it must have a value.
    var isRequired: Bool { type.hasSuffix("!") && fallback == nil }
}

/// Selections under a name.
struct GraphFragment {
    var type: String
    var selections: [GraphSelection]
}

/// One member of a selection set.
enum GraphSelection {
    case field(GraphField)
    case spread(name: String, [GraphDirective])
    case inline(type: String?, [GraphDirective], [GraphSelection])
}

/// A field that is asked for.
struct GraphField {
    /// What the answer calls it.
    var key: String
    var name: String
    var arguments: [String: GraphInput]
    var directives: [GraphDirective]
    /// Nil for a leaf.
    var selections: [GraphSelection]?
}

/// `@skip(if: ..)` or `@include(if: ..)`.
struct GraphDirective {
    var name: String
    var arguments: [String: GraphInput]
}

/// A value as a document writes it.
indirect enum GraphInput {
    case variable(String)
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case text(String)
    case enumeration(String)
    case list([GraphInput])
    case object([String: GraphInput])
}
