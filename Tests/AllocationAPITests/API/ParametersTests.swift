import JSON
import Testing

@testable import AllocationAPI

@Suite struct ParametersTests {
    private func parameters(_ query: String = "", _ body: String = "", list: Bool = false) throws -> Parameters {
        try Parameters(query: query, bytes: Array(body.utf8), takesList: list)
    }

    private func fields(_ work: () throws -> Void) -> JSONValue? {
        do {
            try work()
            return nil
        } catch let problem as APIProblem {
            return problem.status == 422 ? problem.detail : nil
        } catch {
            return nil
        }
    }

    private func one(_ field: String, _ message: String) -> JSONValue {
        [["field": .text(field), "message": .text(message)]]
    }

    @Test("The query counts before the body, and a null member is absent")
    func order() throws {
        let both = try parameters("a=1&n=7", #"{"a":"2","b":null,"c":"3","n":true}"#)
        #expect(try both.text("a") == "1")
        #expect(try both.text("b") == nil)
        #expect(try both.text("c") == "3")
        #expect(try both.integer("n", 0...9) == 7)
        #expect(try both.number("missing") == nil)
        #expect(fields { _ = try both.requiredText("b") } == one("b", "Field required"))
    }

    @Test("Unicode goes through, an empty text is a text", arguments: ["", "é", "名前", "\u{1F600}", "a\u{301}"])
    func texts(_ text: String) throws {
        let body = JSONValue.object(["x": .text(text)]).serialized
        #expect(try Parameters(query: "", bytes: body).text("x") == text)
    }

    @Test("A body may be absent, blank or null", arguments: ["", " \n\t", "null", " null "])
    func nothing(_ body: String) throws {
        let parameters = try parameters("", body)
        #expect(parameters.content == nil)
        #expect(parameters.body.isEmpty)
    }

    @Test(
        "A body that is no JSON is refused",
        arguments: [
            "{", "}", "{\"a\":}", "[1,]", "nul", "{\"a\":1}{", "{'a':1}", "\u{feff}{}", "{\"a\":1e999}", "\"\\ud800\"",
            "{\"a\":\"\u{1}\"}", String(repeating: "[", count: 100_000), String(repeating: "{\"a\":", count: 100_000),
        ])
    func malformed(_ body: String) throws {
        let detail = fields { _ = try parameters("", body) }
        #expect(detail?[0]?["field"] == "body")
        #expect(detail?[0]?["message"]?.text?.hasPrefix("JSON decode error") == true)
    }

    @Test("Bytes that are no UTF-8 are refused")
    func notText() {
        let bytes: [UInt8] = Array(#"{"a":""#.utf8) + [0xff, 0xfe] + Array(#""}"#.utf8)
        #expect(fields { _ = try Parameters(query: "", bytes: bytes) }?[0]?["field"] == "body")
    }

    @Test("A list is a body only where lists are asked for")
    func lists() throws {
        #expect(fields { _ = try parameters("", "[1]") } == one("body", LaxValue.Wrong.object.message))
        #expect(fields { _ = try parameters("", "5", list: true) } == one("body", LaxValue.Wrong.list.message))
        let list = try parameters("", #"["a"]"#, list: true)
        #expect(list.content == ["a"])
        #expect(list.body.isEmpty)
        #expect(try parameters("", #"{"a":1}"#, list: true).body == ["a": 1])
    }

    @Test("Of members with equal names the last counts")
    func duplicates() throws {
        #expect(try parameters("", #"{"a":"1","a":"2"}"#).text("a") == "2")
    }

    @Test(
        "Pages are read with the defaults of the Python service",
        arguments: [
            ("", nil, 50), ("page_number=0", nil, 50), ("page_size=7", nil, 7), ("page_number=3", 3, 50),
            ("page_number=3&page_size=0", 3, 50), ("page_number=2&page_size=10", 2, 10),
            ("page_number=9223372036854775807&page_size=9223372036854775807", Int.max, Int.max),
        ] as [(String, Int?, Int)])
    func pages(_ query: String, _ number: Int?, _ size: Int) throws {
        #expect(try parameters(query).page() == PageRequest(number: number, size: size))
    }

    @Test(
        "A page that cannot be is refused",
        arguments: [
            "page_number=-1", "page_size=-1", "page_number=x", "page_size=1.5", "page_number=99999999999999999999",
        ])
    func noPages(_ query: String) throws {
        let name = JSONValue.text(String(query.prefix { $0 != "=" }))
        #expect(fields { _ = try parameters(query).page() }?[0]?["field"] == name)
    }
}
