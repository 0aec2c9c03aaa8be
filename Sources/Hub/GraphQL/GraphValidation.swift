/// Says before anything is done whether an operation asks for what there is, and for a bounded amount of it.
struct GraphValidation {
    private let schema: GraphSchema
    private let fragments: [String: GraphFragment]
    private var left = GraphLimits.selections

    /// - Throws: ``GraphError`` naming the first field or fragment that there is not.
    static func check(_ operation: GraphOperation, of document: GraphDocument, _ schema: GraphSchema)
        throws(GraphError)
    {
        var validation = GraphValidation(schema: schema, fragments: document.fragments)
        try validation.check(
            operation.selections, on: operation.isMutation ? "Mutation" : "Query", path: [], spreads: [])
    }

    private init(schema: GraphSchema, fragments: [String: GraphFragment]) {
        self.schema = schema
        self.fragments = fragments
    }

    private mutating func check(
        _ selections: [GraphSelection], on type: String, path: [String], spreads: [String]
    ) throws(GraphError) {
        guard path.count + spreads.count <= GraphLimits.depth else {
            throw GraphError("The document is nested deeper than \(GraphLimits.depth).", path: path)
        }
        for selection in selections {
            left -= 1
            guard left >= 0 else { throw GraphError("The document asks for too much.") }
            switch selection {
            case .field(let field): try check(field, on: type, path: path, spreads: spreads)
            case .inline(let condition, _, let inner):
                try known(condition ?? type, path)
                try check(inner, on: condition ?? type, path: path, spreads: spreads)
            case .spread(let name, _):
                guard let fragment = fragments[name] else {
                    throw GraphError("Unknown fragment \"\(name)\".", path: path)
                }
                guard !spreads.contains(name) else {
                    throw GraphError("Cannot spread fragment \"\(name)\" within itself.", path: path)
                }
                try known(fragment.type, path)
                try check(fragment.selections, on: fragment.type, path: path, spreads: spreads + [name])
            }
        }
    }

    private mutating func check(
        _ field: GraphField, on type: String, path: [String], spreads: [String]
    ) throws(GraphError) {
        let path = path + [field.key]
        guard let result = schema.types[type]?[field.name] else {
            throw GraphError("Cannot query field \"\(field.name)\" on type \"\(type)\".", path: path)
        }
        switch (result, field.selections) {
        case (nil, nil): return
        case (let inner?, let selections?): try check(selections, on: inner, path: path, spreads: spreads)
        case (nil, _): throw GraphError("Field \"\(field.name)\" must not have a selection.", path: path)
        case (let inner?, nil):
            throw GraphError("Field \"\(field.name)\" of type \"\(inner)\" must have a selection.", path: path)
        }
    }

    private func known(_ type: String, _ path: [String]) throws(GraphError) {
        guard schema.types[type] != nil else { throw GraphError("Unknown type \"\(type)\".", path: path) }
    }
}
