import Foundation
import JSON
import Testing

@testable import Hub

@Suite("GraphQL documents")
struct GraphParserTests {
    @Test("Every captured document is understood, and asks for nothing that there is not")
    func captured() throws {
        for request in try Captured.all("019") + Captured.all("031") {
            guard let query = request.body["query"]?.text else { continue }
            let document = try GraphParser.parse(query)
            try GraphValidation.check(try document.operation(nil), of: document, HubGraph.schema)
        }
    }

    @Test(
        "A document that is none is an error that says where",
        arguments: [
            "", "{", "}", "{}", "{a", "{a(", "{a()}", "{a(b:)}", "query", "query {", "{...}", "{... on}", "{a{}}",
            "mutation", "subscription { a }", "fragment on on A { b }", "{a(b: \"x)}", "{a(b: \"\\q\")}", "{a:}",
            "{a(b: \"\\u12\")}", "{a(b: \"\\ud800\")}", "{a(b: \"\\u{110000}\")}", "{a(b: 01)}", "{a(b: 1.)}",
            "{a(b: 1e)}", "{a(b: 1e999)}", "{a(b: .5)}", "{a(b: 1x)}", "{a ? b}", "{a(b: \"\"\"x)}", "query ($a) {b}",
            "query ($a: ) {b}", "query ($a: [A) {b}", "{a(b: $)}", "{a @}", "{a}\u{0}", "..", "{a(b: \"\n\")}",
            "fragment F on A {b} fragment F on A {b}", "{a(b: \"\\u{+1}\")}",
        ])
    func broken(_ text: String) {
        #expect(throws: GraphError.self) {
            let document = try GraphParser.parse(text)
            _ = try document.operation(nil)
        }
    }

    @Test("Texts mean what the specification says")
    func texts() throws {
        func argument(_ literal: String) throws -> String? {
            let document = try GraphParser.parse("{a(b: \(literal))}")
            guard case .field(let field) = try document.operation(nil).selections[0],
                case .text(let text) = field.arguments["b"]
            else { return nil }
            return text
        }
        #expect(try argument(#""a\n\"\\\/\u00e9\u{1F600}\ud83d\ude00""#) == "a\n\"\\/é😀😀")
        #expect(try argument("\"\"\"\n    Hello,\n      World!\n\n    Yours\n  \"\"\"") == "Hello,\n  World!\n\nYours")
        #expect(try argument("\"\"\"a \\\"\"\" b\"\"\"") == "a \"\"\" b")
        #expect(try argument("\"\"\"\"\"\"") == "")
        #expect(try argument("\"#, {\"") == "#, {")
    }

    @Test("Documents that are too long, too deep or too many are errors, not crashes")
    func bounds() throws {
        let deep = String(repeating: "{a", count: 5_000)
        let lists = "{a(b: " + String(repeating: "[", count: 5_000)
        let types = "query ($a: " + String(repeating: "[", count: 5_000)
        let objects = "{a(b: " + String(repeating: "{c:", count: 1_900)
        let long = "{" + String(repeating: "a ", count: 40_000) + "}"
        let many = "{" + String(repeating: "a ", count: 5_000) + "}"
        for text in [deep, lists, types, objects, long, many, String(repeating: "x", count: 1 << 20)] {
            #expect(throws: GraphError.self) { try GraphParser.parse(text) }
        }
    }

    @Test("No text breaks the parser: mutations of real documents and noise", arguments: [1, 2, 3])
    func fuzz(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let samples = try (Captured.all("019") + Captured.all("031")).compactMap { $0.body["query"]?.text }
        let noise = Array("{}()[]:!$@.\"\\#,=|& \n\tabc019-eEun...fragmentonquery".utf8) + [0, 0x80, 0xc3, 0xef, 0xff]
        for _ in 0..<1_500 {
            var bytes = Array((samples.randomElement(using: &random) ?? "").utf8)
            if Int.random(in: 0..<4, using: &random) == 0 {
                bytes = (0..<Int.random(in: 0..<200, using: &random)).map { _ in
                    noise.randomElement(using: &random) ?? 0
                }
            }
            for _ in 0..<Int.random(in: 1..<8, using: &random) where !bytes.isEmpty {
                let at = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[at] = noise.randomElement(using: &random) ?? 0
                case 1: bytes.insert(noise.randomElement(using: &random) ?? 0, at: at)
                case 2: bytes.removeSubrange(at..<min(bytes.count, at + 5))
                default: bytes.removeLast(bytes.count - at)
                }
            }
            let text = String(decoding: bytes, as: UTF8.self)
            guard let document = try? GraphParser.parse(text), let operation = try? document.operation(nil) else {
                continue
            }
            try? GraphValidation.check(operation, of: document, HubGraph.schema)
        }
    }
}
