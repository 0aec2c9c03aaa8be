import JSON
import Testing

@testable import AllocationAPI

@Suite struct LaxValueTests {
    @Test(
        "Whole numbers are read from numbers and from texts",
        arguments: [
            (JSONValue.integer(5), 5), (.number(5.0), 5), (.text("5"), 5), (.text(" +5 "), 5), (.text("-5"), -5),
            (.text("5.0"), 5), (.text("5."), 5), (.text("007"), 7), (.integer(.max), .max), (.integer(.min), .min),
            (.text("9223372036854775807"), .max), (.text("-9223372036854775808"), .min), (.text("-0"), 0),
        ] as [(JSONValue, Int64)])
    func integers(_ value: JSONValue, _ expected: Int64) throws {
        #expect(try LaxValue.integer(value) == expected)
    }

    @Test(
        "What is no whole number is refused in the words of the Python service",
        arguments: [
            (.bool(true), .integer), (.null, .integer), (.list([1]), .integer), (.object([:]), .integer),
            (.number(5.5), .fraction), (.number(.infinity), .infinite), (.number(.nan), .infinite),
            (.number(1e300), .atMost(10)), (.number(-1e300), .atLeast(0)), (.text(""), .integerText),
            (.text("five"), .integerText), (.text("5.5"), .integerText), (.text("0x5"), .integerText),
            (.text("--5"), .integerText), (.text("+"), .integerText), (.text("."), .integerText),
            (.text("５"), .integerText), (.text("5 5"), .integerText), (.text("1e3"), .integerText),
            (.text(String(repeating: "9", count: 10_000)), .atMost(10)),
            (.text("-" + String(repeating: "9", count: 100)), .atLeast(0)), (.integer(-1), .atLeast(0)),
            (.integer(11), .atMost(10)), (.text("11"), .atMost(10)),
        ] as [(JSONValue, LaxValue.Wrong)])
    func noIntegers(_ value: JSONValue, _ expected: LaxValue.Wrong) {
        #expect(throws: expected) { try LaxValue.integer(value, 0...10) }
    }

    @Test(
        "Numbers are read from numbers and from texts",
        arguments: [
            (JSONValue.integer(5), 5), (.number(5.5), 5.5), (.text("5.5"), 5.5), (.text(" -1e3\n"), -1_000),
            (.text("+.5"), 0.5),
        ])
    func numbers(_ value: JSONValue, _ expected: Double) throws {
        #expect(try LaxValue.number(value) == expected)
    }

    @Test(
        "What is no finite number is refused",
        arguments: [
            (.bool(false), .number), (.list([]), .number), (.object([:]), .number), (.text(""), .numberText),
            (.text("x"), .numberText), (.text("0x1p3"), .numberText), (.text("1e"), .numberText),
            (.text("nan"), .infinite), (.text("-inf"), .infinite), (.text("infinity"), .infinite),
            (.text("1e999"), .infinite), (.text("٣"), .numberText),
        ] as [(JSONValue, LaxValue.Wrong)])
    func noNumbers(_ value: JSONValue, _ expected: LaxValue.Wrong) {
        #expect(throws: expected) { try LaxValue.number(value) }
    }

    @Test(
        "Truth values are read as pydantic reads them",
        arguments: [
            (JSONValue.bool(true), true), (.text("YES"), true), (.text("1"), true), (.integer(1), true),
            (.text("off"), false), (.integer(0), false), (.text("F"), false),
        ])
    func flags(_ value: JSONValue, _ expected: Bool) throws {
        #expect(try LaxValue.flag(value) == expected)
    }

    @Test(
        "What is no truth value is refused",
        arguments: [
            (.text("maybe"), .flagText), (.text(""), .flagText), (.integer(2), .flagText), (.list([]), .flag),
            (.object([:]), .flag), (.number(0.5), .flagText),
        ] as [(JSONValue, LaxValue.Wrong)])
    func noFlags(_ value: JSONValue, _ expected: LaxValue.Wrong) {
        #expect(throws: expected) { try LaxValue.flag(value) }
    }
}
