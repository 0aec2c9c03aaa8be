import JSON

/// The values of an operation's variables.
struct GraphVariables {
    private var values: [String: JSONValue] = [:]
    private let declared: Set<String>

    /// The values in `given`, defaults where it has none; what is not declared is left out.
    init(_ operation: GraphOperation, given: [String: JSONValue]) throws(GraphError) {
        declared = Set(operation.variables.map(\.name))
        for variable in operation.variables {
            if let value = given[variable.name], !(value.isNull && variable.isRequired) {
                values[variable.name] = value
            } else if let fallback = variable.fallback {
                values[variable.name] = try value(of: fallback)
            } else if variable.isRequired {
                throw GraphError(
                    "Variable \"$\(variable.name)\" of required type \"\(variable.type)\" was not provided.")
            }
        }
    }

    /// The value of `input`; nil for a variable that has none.
    func value(of input: GraphInput) throws(GraphError) -> JSONValue? {
        switch input {
        case .null: return .null
        case .bool(let flag): return .bool(flag)
        case .integer(let integer): return .integer(integer)
        case .number(let number): return .number(number)
        case .text(let text), .enumeration(let text): return .text(text)
        case .variable(let name):
            guard declared.contains(name) else { throw GraphError("Variable \"$\(name)\" is not defined.") }
            return values[name]
        case .list(let elements):
            var list: [JSONValue] = []
            for element in elements { list.append(try value(of: element) ?? .null) }
            return .list(list)
        case .object(let members): return .object(try values(of: members))
        }
    }

    /// The values of `inputs`, without those of variables that have none.
    func values(of inputs: [String: GraphInput]) throws(GraphError) -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        for (name, input) in inputs { members[name] = try value(of: input) }
        return members
    }

    /// Whether `directives` leave a selection in.
    func include(_ directives: [GraphDirective]) throws(GraphError) -> Bool {
        for directive in directives {
            guard directive.name == "skip" || directive.name == "include" else {
                throw GraphError("Unknown directive \"@\(directive.name)\".")
            }
            guard let input = directive.arguments["if"], let flag = try value(of: input)?.bool else {
                throw GraphError("Directive \"@\(directive.name)\" needs the argument \"if\" of type \"Boolean!\".")
            }
            if flag != (directive.name == "include") { return false }
        }
        return true
    }
}
