import JSON

/// Answers a checked operation: exactly the fields that it selects, under the names that it gives them.
struct GraphExecution {
    private let fragments: [String: GraphFragment]
    private let variables: GraphVariables
    private let allowance: GraphAllowance

    /// The answer's `data`.
    static func data(
        _ operation: GraphOperation, of document: GraphDocument, variables: GraphVariables, root: any GraphObject,
        allowance: GraphAllowance
    ) throws(GraphError) -> JSONValue {
        let execution = GraphExecution(
            fragments: document.fragments, variables: variables, allowance: allowance)
        return try execution.project(root, operation.selections, path: [])
    }

    /// Fields of one name in the answer: the first, and what all of them select.
    private struct Wanted {
        var field: GraphField
        var selections: [GraphSelection]
    }

    private func project(
        _ object: any GraphObject, _ selections: [GraphSelection], path: [String]
    ) throws(GraphError) -> JSONValue {
        var wanted: [Wanted] = []
        var positions: [String: Int] = [:]
        try collect(selections, of: object.type, into: &wanted, &positions)
        var members: [String: JSONValue] = [:]
        for item in wanted {
            try allowance.spend(1)
            let path = path + [item.field.key]
            members[item.field.key] = try value(of: item, in: object, path: path)
        }
        return .object(members)
    }

    private func value(
        of wanted: Wanted, in object: any GraphObject, path: [String]
    ) throws(GraphError) -> JSONValue {
        if wanted.field.name == "__typename" { return .text(object.type) }
        let found: GraphValue
        do throws(GraphError) {
            found = try object.value(
                of: wanted.field.name, try variables.values(of: wanted.field.arguments))
        } catch {
            throw GraphError(error.message, path: error.path.isEmpty ? path : error.path)
        }
        return try project(found, wanted.selections, path: path)
    }

    private func project(
        _ value: GraphValue, _ selections: [GraphSelection], path: [String]
    ) throws(GraphError) -> JSONValue {
        switch value {
        case .leaf(let leaf):
            if case .text(let text) = leaf { try allowance.write(text.utf8.count) }
            return leaf
        case .object(let object): return try project(object, selections, path: path)
        case .list(let values):
            var list: [JSONValue] = []
            list.reserveCapacity(values.count)
            for value in values { list.append(try project(value, selections, path: path)) }
            return .list(list)
        }
    }

    /// GraphQL specification, section 6.3.2, `CollectFields`.
    private func collect(
        _ selections: [GraphSelection], of type: String, into wanted: inout [Wanted], _ positions: inout [String: Int]
    ) throws(GraphError) {
        for selection in selections {
            switch selection {
            case .field(let field):
                guard try variables.include(field.directives) else { continue }
                guard let position = positions[field.key] else {
                    positions[field.key] = wanted.count
                    wanted.append(Wanted(field: field, selections: field.selections ?? []))
                    continue
                }
                guard wanted[position].field.name == field.name else {
                    throw GraphError("Fields \"\(field.key)\" conflict: use different aliases.")
                }
                wanted[position].selections += field.selections ?? []
            case .inline(let condition, let directives, let inner):
                guard try variables.include(directives), condition == nil || condition == type else { continue }
                try collect(inner, of: type, into: &wanted, &positions)
            case .spread(let name, let directives):
                guard try variables.include(directives), let fragment = fragments[name], fragment.type == type
                else { continue }
                try collect(fragment.selections, of: type, into: &wanted, &positions)
            }
        }
    }
}
