import JSON
import SharedState
import Testing

@Suite("Reading filters")
struct RunFilterReadingTests {
    @Test("An empty text, null and an empty object ask for all", arguments: ["", "null", "{}", " { } "])
    func all(_ text: String) throws {
        #expect(try RunFilter(text: text) == .all([]))
        #expect(try RunFilter(text: text).text == "{}")
    }

    @Test(
        "What is wrong with a filter is said",
        arguments: [
            (#"{"a":"#, .notJSON("the JSON ends too early")), ("[]", .notAFilter("the filter")),
            ("5", .notAFilter("the filter")), (#"{"$and":[5]}"#, .notAFilter("$and")),
            (#"{"$and":{}}"#, .wrongArgument(of: "$and")), (#"{"$not":[]}"#, .notAFilter("$not")),
            (#"{"$where":"x"}"#, .unknownOperator("$where")),
            (#"{"a":{"$regex":"x","$options":"i"}}"#, .unknownOperator("$options")),
            (#"{"a":{"$gt":1,"b":2}}"#, .unknownOperator("b")), (#"{"a":{"$in":5}}"#, .wrongArgument(of: "$in")),
            (#"{"a":{"$nin":{}}}"#, .wrongArgument(of: "$nin")),
            (#"{"a":{"$exists":"yes"}}"#, .wrongArgument(of: "$exists")),
            (#"{"a":{"$regex":5}}"#, .wrongArgument(of: "$regex")), (#"{"a":{"$not":5}}"#, .wrongArgument(of: "$not")),
            (#"{"a":{"$regex":"("}}"#, .invalidPattern("(")),
        ] as [(String, RunFilterError)])
    func wrong(_ text: String, _ error: RunFilterError) {
        #expect(throws: error) { try RunFilter(text: text) }
        #expect(!"\(error)".isEmpty)
    }

    @Test("Filters inside each other are followed 16 deep")
    func deep() throws {
        func nested(_ depth: Int) -> JSONValue {
            (1..<depth).reduce(["a": 1]) { inner, _ in ["$and": [inner]] }
        }
        _ = try RunFilter(nested(16))
        #expect(throws: RunFilterError.tooDeep) { try RunFilter(nested(17)) }
        let negated: JSONValue = (0..<20).reduce(["$exists": true]) { inner, _ in ["$not": inner] }
        #expect(throws: RunFilterError.tooDeep) { try RunFilter(["a": negated]) }
        let text = String(repeating: #"{"$not":"#, count: 100_000)
        #expect(throws: RunFilterError.self) { try RunFilter(text: text) }
    }

    @Test("Parts, patterns and lists are bounded")
    func large() throws {
        func parts(_ count: Int) -> JSONValue {
            ["$or": .list((0..<count).map { ["a": .integer(Int64($0))] })]
        }
        _ = try RunFilter(parts(255))
        #expect(throws: RunFilterError.tooLarge) { try RunFilter(parts(256)) }
        let values = (0..<4_097).map { JSONValue.integer(Int64($0)) }
        _ = try RunFilter(["a": ["$in": .list(Array(values.dropLast()))]])
        #expect(throws: RunFilterError.tooLarge) { try RunFilter(["a": ["$in": .list(values)]]) }
        func patterns(_ count: Int) -> JSONValue {
            .object(Dictionary(uniqueKeysWithValues: (0..<count).map { ("k\($0)", ["$regex": "a"]) }))
        }
        _ = try RunFilter(patterns(16))
        #expect(throws: RunFilterError.tooLarge) { try RunFilter(patterns(17)) }
        let pattern = String(repeating: "a", count: 512)
        _ = try RunFilter(["a": ["$regex": .text(pattern)]])
        #expect(throws: RunFilterError.patternTooLong) { try RunFilter(["a": ["$regex": .text(pattern + "a")]]) }
    }

    @Test("A value with a dollar is something to be equal to only where an operator says so")
    func dollars() throws {
        let filter = RunFilter.field(path: "config.a", [.equals(["$gt": 1])])
        #expect(filter.text == #"{"config.a":{"$eq":{"$gt":1}}}"#)
        #expect(try RunFilter(text: filter.text) == filter)
    }

    @Test("A filter made here that one object cannot hold is spread over several, and finds the same")
    func spread() throws {
        let filters: [RunFilter] = [
            .field(path: "config.int", [.isGreater(1), .isGreater(26)]),
            .field(path: "config.int", [.isGreater(1), .isGreater(28)]),
            .field(path: "config.int", [.not([.equals(1), .equals(2)])]),
            .field(path: "config.int", [.equals(27), .not([.equals(1), .equals(27)])]),
            .all([.all([.field(path: "config.int", [.equals(27)]), .field(path: "config.int", [.equals(28)])])]),
            .all([.all([])]), .any([.all([]), .none([])]), .field(path: "config.int", []),
        ]
        let run = Run(id: "a", storageID: "", displayName: "", state: .running, config: RunConfig(["int": 27]))
        for filter in filters {
            #expect(try RunFilter(text: filter.text).matches(run) == filter.matches(run), "\(filter.text)")
        }
        #expect(filters.map { $0.matches(run) } == [true, false, true, true, false, true, true, true])
    }
}
