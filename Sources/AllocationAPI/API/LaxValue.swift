import JSON

/// Reads values as pydantic does in its lax mode: `"5"` and `5.0` are the integer 5, `"yes"` is true.
///
/// Unlike there, `true` is no number: who sends it for one means something else.
enum LaxValue {
    /// Why a value is not what is asked for, in the words of pydantic.
    struct Wrong: Error, Equatable {
        let message: String

        static let missing = Wrong(message: "Field required")
        static let text = Wrong(message: "Input should be a valid string")
        static let flag = Wrong(message: "Input should be a valid boolean")
        static let flagText = Wrong(message: "Input should be a valid boolean, unable to interpret input")
        static let integer = Wrong(message: "Input should be a valid integer")
        static let integerText = Wrong(
            message: "Input should be a valid integer, unable to parse string as an integer")
        static let fraction = Wrong(message: "Input should be a valid integer, got a number with a fractional part")
        static let number = Wrong(message: "Input should be a valid number")
        static let numberText = Wrong(message: "Input should be a valid number, unable to parse string as a number")
        static let infinite = Wrong(message: "Input should be a finite number")
        static let list = Wrong(message: "Input should be a valid list")
        static let object = Wrong(message: "Input should be a valid dictionary or object to extract fields from")

        static func atLeast(_ low: Int64) -> Wrong {
            Wrong(message: "Input should be greater than or equal to \(low)")
        }

        static func atMost(_ high: Int64) -> Wrong { Wrong(message: "Input should be less than or equal to \(high)") }
    }

    static func text(_ value: JSONValue) throws(Wrong) -> String {
        guard case .text(let text) = value else { throw .text }
        return text
    }

    static func flag(_ value: JSONValue) throws(Wrong) -> Bool {
        switch value {
        case .bool(let flag): return flag
        case .integer(1), .number(1): return true
        case .integer(0), .number(0): return false
        case .text(let text):
            switch text.lowercased() {
            case "true", "1", "yes", "on", "t", "y": return true
            case "false", "0", "no", "off", "f", "n": return false
            default: throw .flagText
            }
        case .integer, .number: throw .flagText
        case .null, .list, .object: throw .flag
        }
    }

    static func integer(_ value: JSONValue, _ range: ClosedRange<Int64> = .min ... .max) throws(Wrong) -> Int64 {
        let integer: Int64
        switch value {
        case .integer(let whole): integer = whole
        case .number(let number): integer = try whole(number, range)
        case .text(let text): integer = try parse(text, range)
        case .null, .bool, .list, .object: throw .integer
        }
        if integer < range.lowerBound { throw .atLeast(range.lowerBound) }
        if integer > range.upperBound { throw .atMost(range.upperBound) }
        return integer
    }

    private static func whole(_ number: Double, _ range: ClosedRange<Int64>) throws(Wrong) -> Int64 {
        guard number.isFinite else { throw .infinite }
        guard number.rounded() == number else { throw .fraction }
        if let integer = Int64(exactly: number) { return integer }
        throw number < 0 ? .atLeast(range.lowerBound) : .atMost(range.upperBound)
    }

    /// Digits with a sign before them and `.0` after them, as often as one likes.
    private static func parse(_ text: String, _ range: ClosedRange<Int64>) throws(Wrong) -> Int64 {
        var digits = trimmed(text)
        let isNegative = digits.hasPrefix("-")
        if isNegative || digits.hasPrefix("+") { digits = digits.dropFirst() }
        if let dot = digits.firstIndex(of: ".") {
            guard digits[digits.index(after: dot)...].utf8.allSatisfy({ $0 == UInt8(ascii: "0") }) else {
                throw .integerText
            }
            digits = digits[..<dot]
        }
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            throw .integerText
        }
        if let integer = Int64((isNegative ? "-" : "") + digits) { return integer }
        throw isNegative ? .atLeast(range.lowerBound) : .atMost(range.upperBound)
    }

    static func number(_ value: JSONValue) throws(Wrong) -> Double {
        let number: Double
        switch value {
        case .integer(let integer): number = Double(integer)
        case .number(let plain): number = plain
        case .text(let text):
            let plain = trimmed(text)
            // Swift reads hexadecimal numbers, too.
            guard !plain.contains(where: { "xXpP".contains($0) }), let parsed = Double(plain) else {
                throw .numberText
            }
            number = parsed
        case .null, .bool, .list, .object: throw .number
        }
        guard number.isFinite else { throw .infinite }
        return number
    }

    private static func trimmed(_ text: String) -> Substring {
        guard let first = text.firstIndex(where: { !$0.isWhitespace }),
            let last = text.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return text[first...last]
    }
}
