import Foundation
import JSON
import Testing

@Suite("JSON parser")
struct JSONParserTests {
    @Test(
        "Values are read as written",
        arguments: [
            ("null", JSONValue.null), (" true ", true), ("false", false), ("0", 0), ("-0", 0), ("-17", -17),
            ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("1.5", .number(1.5)),
            ("-2.5E-1", .number(-0.25)), ("1.0", 1), ("1e3", 1000), ("12e-1", .number(1.2)), ("\"\"", ""),
            ("\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9z\"", "a\"\\/\u{8}\u{c}\n\r\tAéz"),
            ("\"\\ud83d\\uDE00\"", "😀"), ("\"é😀\"", "é😀"), ("[]", []), ("{}", [:]),
            ("[1,[2],{}]", [1, [2], [:]]), ("{\"a\":{\"b\":[null]}, \"a\":2}", ["a": 2]),
            ("\t{ \"x\" : [ ] ,\n\"y\" : \"\" }\r\n", ["x": [], "y": ""]),
        ] as [(String, JSONValue)])
    func values(_ text: String, _ expected: JSONValue) throws {
        #expect(try JSONValue.parse(text) == expected)
    }

    @Test(
        "What is no JSON is refused",
        arguments: [
            "", " ", "nul", "nulL", "tru", "+1", "01", "-", "-a", "1.", ".5", "1e", "1e+", "1.e3", "0x10", "NaN",
            "1e999",
            "\"", "\"a", "\"\\", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\ud800\"", "\"\\ud800\\n\"",
            "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"\n\"", "\"\u{1}\"", "[", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "]",
            "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{a:1}", "{1:1}", "{\"a\" 1}", "1 1",
            "{}x",
            "'a'", "/**/1",
        ])
    func refused(_ text: String) {
        #expect(throws: JSONError.self) { try JSONValue.parse(text) }
    }

    @Test(
        "Bytes that are not UTF-8 are refused, in plain texts, in escaped ones and outside",
        arguments: [
            [0x22, 0xff, 0x22], [0x22, 0x5c, 0x6e, 0xc3, 0x22], [0xef, 0xbb, 0xbf, 0x31],
            [0x22, 0xed, 0xa0, 0x80, 0x22],
        ])
    func invalidUTF8(_ bytes: [UInt8]) {
        #expect(throws: JSONError.self) { try JSONValue.parse(bytes) }
    }

    @Test("Nesting is read up to the limit and refused beyond")
    func depth() throws {
        let deepest = String(repeating: "[", count: 128) + String(repeating: "]", count: 128)
        _ = try JSONValue.parse(deepest)
        #expect(throws: JSONError.tooDeep(limit: 128)) { try JSONValue.parse("[\(deepest)]") }
        #expect(throws: JSONError.tooDeep(limit: 128)) {
            try JSONValue.parse([UInt8](repeating: UInt8(ascii: "["), count: 1 << 20))
        }
        #expect(throws: JSONError.tooDeep(limit: 128)) {
            try JSONValue.parse(String(repeating: "{\"a\":", count: 100_000))
        }
        #expect(throws: JSONError.tooDeep(limit: 1)) { try JSONValue.parse("[[]]", depth: 1) }
    }

    @Test("Every beginning of a text is refused without a trap")
    func truncated() throws {
        let whole = Array(#"{"id":12,"r":[true,null,-1.5e3,"a\u00e9\n",{"x":"\ud83d\ude00"}]}"#.utf8)
        _ = try JSONValue.parse(whole)
        for count in 0..<whole.count {
            #expect(throws: JSONError.truncated) { try JSONValue.parse(Array(whole.prefix(count))) }
        }
    }

    @Test("A frame with one huge text is read whole")
    func huge() throws {
        let hex = String(repeating: "0123456789abcdef", count: 100_000)
        let value = try JSONValue.parse("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x\(hex)\"}")
        #expect(value["result"]?.text == "0x" + hex)
    }
}

@Suite("JSON values")
struct JSONValueTests {
    static let samples: [JSONValue] = [
        .null, true, 0, .integer(.min), .number(0.1), .number(-1e300), .number(1e19), "", "é\"\\\n\u{1}\u{1f}/😀", [],
        [:],
        ["b": [1, "2", .null], "a": ["x": false]],
    ]

    @Test("What is written is read back", arguments: samples)
    func roundTrip(_ value: JSONValue) throws {
        #expect(try JSONValue.parse(value.serialized) == value)
    }

    @Test("Foundation reads what we write, and writes what we read", arguments: samples)
    func foundation(_ value: JSONValue) throws {
        #expect(try JSONDecoder().decode(JSONValue.self, from: Data(value.serialized)) == value)
        #expect(try JSONValue.parse([UInt8](JSONEncoder().encode(value))) == value)
    }

    @Test("Members are written in the order of their names, without spaces")
    func order() {
        let value: JSONValue = ["b": 1, "a": ["c", .number(1.5), .number(.infinity)], "é": "\n\u{7}"]
        #expect(value.serializedText == "{\"a\":[\"c\",1.5,null],\"b\":1,\"é\":\"\\n\\u0007\"}")
    }

    @Test("Access to what is not there is nil")
    func access() {
        let value: JSONValue = ["list": [1, "x"], "flag": true, "n": .number(2.5)]
        #expect(value["list"]?[0]?.integer == 1)
        #expect(value["list"]?[1]?.text == "x")
        #expect(value["list"]?[2] == nil)
        #expect(value["list"]?[-1] == nil)
        #expect(value["list"]?["x"] == nil)
        #expect(value["flag"]?.bool == true)
        #expect(value["flag"]?.integer == nil)
        #expect(value["n"]?.number == 2.5)
        #expect(value["n"]?.integer == nil)
        #expect(value["none"] == nil)
        #expect(value[0] == nil)
        #expect(value.object?.count == 3)
        #expect(JSONValue.null.isNull)
    }
}
