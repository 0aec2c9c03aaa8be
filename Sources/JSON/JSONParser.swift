extension JSONValue {
    /// Lists and objects inside each other that ``parse(_:depth:)`` follows unless told otherwise.
    package static let defaultDepth = 128

    /// The value that `bytes` hold (RFC 8259); of members with equal names the last counts.
    /// - Throws: ``JSONError``.
    package static func parse(_ bytes: [UInt8], depth: Int = defaultDepth) throws(JSONError) -> JSONValue {
        var parser = JSONParser(bytes: bytes, depthLimit: depth)
        return try parser.whole()
    }

    /// The value that `text` holds.
    /// - Throws: ``JSONError``.
    package static func parse(_ text: String, depth: Int = defaultDepth) throws(JSONError) -> JSONValue {
        try parse(Array(text.utf8), depth: depth)
    }

    /// The value that `bytes` hold as Python writes it: bare `NaN`, `Infinity` and `-Infinity` are numbers, too.
    /// - Throws: ``JSONError``.
    package static func parsePython(_ bytes: [UInt8], depth: Int = defaultDepth) throws(JSONError) -> JSONValue {
        var parser = JSONParser(bytes: bytes, depthLimit: depth)
        parser.knowsNonFinite = true
        return try parser.whole()
    }
}

/// Reads one JSON value; every access is checked, nesting is bounded.
struct JSONParser {
    let bytes: [UInt8]
    let depthLimit: Int
    /// Whether `NaN`, `Infinity` and `-Infinity` are numbers.
    var knowsNonFinite = false
    var at = 0

    init(bytes: [UInt8], depthLimit: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
    }

    mutating func whole() throws(JSONError) -> JSONValue {
        let value = try value(depth: 0)
        skipSpace()
        guard at == bytes.count else { throw .trailing(at: at) }
        return value
    }

    /// The next byte that is no white space, not taken.
    mutating func peek() throws(JSONError) -> UInt8 {
        skipSpace()
        guard at < bytes.count else { throw .truncated }
        return bytes[at]
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        let first = try peek()
        switch first {
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "{"): return .object(try members(depth: depth + 1))
        case UInt8(ascii: "["): return .list(try elements(depth: depth + 1))
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "N") where knowsNonFinite: return try word("NaN", .number(.nan))
        case UInt8(ascii: "I") where knowsNonFinite: return try word("Infinity", .number(.infinity))
        case UInt8(ascii: "-") where knowsNonFinite && at + 1 < bytes.count && bytes[at + 1] == UInt8(ascii: "I"):
            return try word("-Infinity", .number(-.infinity))
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw .unexpected(first, at: at)
        }
    }

    private mutating func members(depth: Int) throws(JSONError) -> [String: JSONValue] {
        guard depth <= depthLimit else { throw .tooDeep(limit: depthLimit) }
        var members: [String: JSONValue] = [:]
        at += 1
        if try take(UInt8(ascii: "}")) { return members }
        while true {
            let quote = try peek()
            guard quote == UInt8(ascii: "\"") else { throw .unexpected(quote, at: at) }
            let name = try text()
            let colon = try peek()
            guard colon == UInt8(ascii: ":") else { throw .unexpected(colon, at: at) }
            at += 1
            members[name] = try value(depth: depth)
            if try endOfItem(UInt8(ascii: "}")) { return members }
        }
    }

    private mutating func elements(depth: Int) throws(JSONError) -> [JSONValue] {
        guard depth <= depthLimit else { throw .tooDeep(limit: depthLimit) }
        var elements: [JSONValue] = []
        at += 1
        if try take(UInt8(ascii: "]")) { return elements }
        while true {
            elements.append(try value(depth: depth))
            if try endOfItem(UInt8(ascii: "]")) { return elements }
        }
    }

    /// Takes the comma after an item, or the `end` of all: true then.
    private mutating func endOfItem(_ end: UInt8) throws(JSONError) -> Bool {
        let next = try peek()
        guard next == end || next == UInt8(ascii: ",") else { throw .unexpected(next, at: at) }
        at += 1
        return next == end
    }

    private mutating func take(_ byte: UInt8) throws(JSONError) -> Bool {
        guard try peek() == byte else { return false }
        at += 1
        return true
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        let expected = word.description.utf8
        for byte in expected {
            guard at < bytes.count else { throw .truncated }
            guard bytes[at] == byte else { throw .unexpected(bytes[at], at: at) }
            at += 1
        }
        return value
    }

    private mutating func skipSpace() {
        while at < bytes.count {
            switch bytes[at] {
            case 0x20, 0x09, 0x0a, 0x0d: at += 1
            default: return
            }
        }
    }
}
