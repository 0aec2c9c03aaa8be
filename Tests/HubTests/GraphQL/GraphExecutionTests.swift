import JSON
import TestSupport
import Testing

@testable import Hub

@Suite("GraphQL answers")
struct GraphExecutionTests {
    private func shelf() throws -> RunShelf {
        let shelf = try RunShelf(
            path: nil, home: ProjectKey(entity: "e", project: "p"), crashAfter: .seconds(180),
            now: { TestClock().now }, logger: .silent)
        _ = try shelf.upsert(RunUpsert(key: RunKey(project: shelf.home, name: "run1")))
        return shelf
    }

    private func answer(_ query: String, _ variables: [String: JSONValue] = [:]) throws -> JSONValue {
        let document = try GraphParser.parse(query)
        let operation = try document.operation(nil)
        let scope = HubScope(shelf: try shelf(), user: "me", uploads: nil)
        try GraphValidation.check(operation, of: document, HubGraph.schema)
        return try GraphExecution.data(
            operation, of: document, variables: try GraphVariables(operation, given: variables),
            root: operation.isMutation ? MutationRoot(scope: scope) : QueryRoot(scope: scope) as any GraphObject,
            allowance: scope.allowance)
    }

    @Test("Exactly what is selected is answered, under the names that were given")
    func projection() throws {
        #expect(
            try answer("{ me: viewer { who: username __typename } }") == ["me": ["who": "me", "__typename": "User"]])
        #expect(try answer("{ viewer { id } viewer { entity } }")["viewer"]?.object?.count == 2)
    }

    @Test("Fragments, inline fragments and directives choose")
    func choices() throws {
        let query = """
            query Q($yes: Boolean!, $no: Boolean = false) { viewer { ...F ... on User @skip(if: $yes) { email }
            ... @include(if: $no) { name } entity @include(if: $yes) ... on Entity { available } } }
            fragment F on User { username @skip(if: $no) }
            """
        #expect(try answer(query, ["yes": true]) == ["viewer": ["username": "me", "entity": "e"]])
    }

    @Test("Variables have defaults, lists and objects in them")
    func variables() throws {
        let query = """
            query Q($p: String = "p", $f: JSONString, $extra: Int) { project(name: $p) { runCount(filters: $f) } }
            """
        #expect(try answer(query) == ["project": ["runCount": 1]])
        #expect(try answer(query, ["p": "nope", "undeclared": 1]) == ["project": .null])
        #expect(try answer(query, ["f": #"{"name":"x"}"#]) == ["project": ["runCount": 0]])
    }

    @Test(
        "A request for what there is not is an error that names it",
        arguments: [
            ("{ nothing }", "Cannot query field \"nothing\" on type \"Query\"."),
            ("{ viewer { secret } }", "Cannot query field \"secret\" on type \"User\"."),
            ("{ viewer }", "Field \"viewer\" of type \"User\" must have a selection."),
            ("{ viewer { id { x } } }", "Field \"id\" must not have a selection."),
            ("{ viewer { ...F } }", "Unknown fragment \"F\"."),
            ("{ viewer { ...F } } fragment F on User { ...F }", "Cannot spread fragment \"F\" within itself."),
            ("{ viewer { ...F } } fragment F on Nobody { id }", "Unknown type \"Nobody\"."),
            ("query Q($a: ID!) { viewer { id } }", "Variable \"$a\" of required type \"ID!\" was not provided."),
            ("{ project(name: $a) { id } }", "Variable \"$a\" is not defined."),
            ("{ viewer { id @magic } }", "Unknown directive \"@magic\"."),
            ("{ viewer { a: id a: name } }", "Fields \"a\" conflict: use different aliases."),
            ("fragment F on User { id }", "Must provide an operation."),
        ])
    func wrong(_ query: String, _ message: String) throws {
        let error = #expect(throws: GraphError.self) { try answer(query) }
        #expect(error?.message == message)
    }

    @Test("Fragments that spread each other twice, thirty times over, are refused before anything is done")
    func laughs() throws {
        var query = "mutation { deleteRun(input: {id: \"x\"}) { success ...F0 } }"
        for level in 0..<30 { query += " fragment F\(level) on DeleteRunPayload { ...F\(level + 1) ...F\(level + 1) }" }
        query += " fragment F30 on DeleteRunPayload { success }"
        let error = #expect(throws: GraphError.self) { try answer(query) }
        #expect(error?.message == "The document asks for too much.")
    }

    @Test("Many lists in one request end in an error, not in hours of work")
    func manyLists() throws {
        let lists = (0..<300).map { "a\($0): runs(filters: \"{\\\"name\\\": \($0)}\") { totalCount }" }
        let error = #expect(throws: GraphError.self) {
            try answer(
                "{ "
                    + (0..<4).map {
                        "p\($0): project(name: \"p\") { \(lists.map { $0.replacing("name", with: "n\($0.count)") }.joined(separator: " ")) }"
                    }.joined(separator: " ") + " }")
        }
        #expect(error != nil)
    }

    @Test("Introspection says which fields a type has")
    func introspection() throws {
        let answer = try answer(
            "{ Q: __type(name: \"Mutation\") { fields { name } } N: __type(name: \"No\") { name } }")
        #expect(answer["Q"]?["fields"]?.list?.map { $0["name"] } == ["createRunFiles", "deleteRun", "upsertBucket"])
        #expect(answer["N"]?.isNull == true)
    }
}
