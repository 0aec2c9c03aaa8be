/// Reads executable GraphQL documents (GraphQL specification, October 2021, section 2); nesting is bounded.
struct GraphParser {
    private let tokens: [GraphToken]
    private var at = 0
    private var depth = 0

    /// The document that `text` holds.
    static func parse(_ text: String) throws(GraphError) -> GraphDocument {
        var parser = GraphParser(tokens: try GraphLexer.tokens(of: text))
        return try parser.document()
    }

    private init(tokens: [GraphToken]) { self.tokens = tokens }

    private mutating func document() throws(GraphError) -> GraphDocument {
        var document = GraphDocument()
        while current != .end {
            if accept(name: "fragment") {
                let name = try name()
                guard name != "on", document.fragments[name] == nil else { throw unexpected() }
                document.fragments[name] = try fragment()
            } else {
                document.operations.append(try operation())
            }
        }
        return document
    }

    private mutating func operation() throws(GraphError) -> GraphOperation {
        guard current != .punctuator("{") else {
            return GraphOperation(isMutation: false, name: nil, variables: [], selections: try selectionSet())
        }
        let isMutation = accept(name: "mutation")
        guard isMutation || accept(name: "query") else { throw unexpected() }
        var operation = GraphOperation(isMutation: isMutation, name: nil, variables: [], selections: [])
        if case .name(let name) = current {
            operation.name = name
            at += 1
        }
        if accept("(") {
            while !accept(")") { operation.variables.append(try variable()) }
        }
        _ = try directives()
        operation.selections = try selectionSet()
        return operation
    }

    private mutating func variable() throws(GraphError) -> GraphVariable {
        try expect("$")
        let name = try name()
        try expect(":")
        let type = try type()
        let fallback = accept("=") ? try value() : nil
        _ = try directives()
        return GraphVariable(name: name, type: type, fallback: fallback)
    }

    private mutating func type() throws(GraphError) -> String {
        var text: String
        if accept("[") {
            try enter()
            text = "[\(try type())]"
            depth -= 1
            try expect("]")
        } else {
            text = try name()
        }
        if accept("!") { text += "!" }
        return text
    }

    private mutating func fragment() throws(GraphError) -> GraphFragment {
        guard accept(name: "on") else { throw unexpected() }
        let type = try name()
        _ = try directives()
        return GraphFragment(type: type, selections: try selectionSet())
    }

    private mutating func selectionSet() throws(GraphError) -> [GraphSelection] {
        try expect("{")
        try enter()
        var selections: [GraphSelection] = []
        repeat { selections.append(try selection()) } while !accept("}")
        depth -= 1
        return selections
    }

    private mutating func selection() throws(GraphError) -> GraphSelection {
        guard current == .spread else { return .field(try field()) }
        at += 1
        if case .name(let name) = current, name != "on" {
            at += 1
            return .spread(name: name, try directives())
        }
        let type = accept(name: "on") ? try name() : nil
        let directives = try directives()
        return .inline(type: type, directives, try selectionSet())
    }

    private mutating func field() throws(GraphError) -> GraphField {
        let first = try name()
        let name = accept(":") ? try name() : first
        let arguments = try arguments()
        let directives = try directives()
        let selections = current == .punctuator("{") ? try selectionSet() : nil
        return GraphField(
            key: first, name: name, arguments: arguments, directives: directives, selections: selections)
    }

    private mutating func arguments() throws(GraphError) -> [String: GraphInput] {
        guard accept("(") else { return [:] }
        var arguments: [String: GraphInput] = [:]
        repeat {
            let name = try name()
            try expect(":")
            arguments[name] = try value()
        } while !accept(")")
        return arguments
    }

    private mutating func directives() throws(GraphError) -> [GraphDirective] {
        var directives: [GraphDirective] = []
        while accept("@") {
            directives.append(GraphDirective(name: try name(), arguments: try arguments()))
        }
        return directives
    }

    private mutating func value() throws(GraphError) -> GraphInput {
        let token = current
        at += 1
        switch token {
        case .punctuator("$"): return .variable(try name())
        case .integer(let integer): return .integer(integer)
        case .number(let number): return .number(number)
        case .text(let text): return .text(text)
        case .name("true"): return .bool(true)
        case .name("false"): return .bool(false)
        case .name("null"): return .null
        case .name(let name): return .enumeration(name)
        case .punctuator("["):
            try enter()
            var elements: [GraphInput] = []
            while !accept("]") { elements.append(try value()) }
            depth -= 1
            return .list(elements)
        case .punctuator("{"):
            try enter()
            var members: [String: GraphInput] = [:]
            while !accept("}") {
                let name = try name()
                try expect(":")
                members[name] = try value()
            }
            depth -= 1
            return .object(members)
        case .punctuator, .spread, .end:
            at -= 1
            throw unexpected()
        }
    }

    private var current: GraphToken { at < tokens.count ? tokens[at] : .end }

    private mutating func enter() throws(GraphError) {
        depth += 1
        guard depth <= GraphLimits.depth else {
            throw GraphError("Syntax Error: the document is nested deeper than \(GraphLimits.depth).")
        }
    }

    private mutating func accept(_ punctuator: Character) -> Bool {
        guard current == .punctuator(punctuator) else { return false }
        at += 1
        return true
    }

    private mutating func accept(name: String) -> Bool {
        guard current == .name(name) else { return false }
        at += 1
        return true
    }

    private mutating func expect(_ punctuator: Character) throws(GraphError) {
        guard accept(punctuator) else {
            throw GraphError("Syntax Error: Expected \"\(punctuator)\", found \(current.shown).")
        }
    }

    private mutating func name() throws(GraphError) -> String {
        guard case .name(let name) = current else {
            throw GraphError("Syntax Error: Expected Name, found \(current.shown).")
        }
        at += 1
        return name
    }

    private func unexpected() -> GraphError { GraphError("Syntax Error: Unexpected \(current.shown).") }
}
