extension JSONParser {
    /// The number at the position: `integer` when it is whole and fits, else `number`.
    mutating func number() throws(JSONError) -> JSONValue {
        let start = at
        if at < bytes.count, bytes[at] == UInt8(ascii: "-") { at += 1 }
        let whole = digits()
        guard whole > 0, whole == 1 || bytes[at - whole] != UInt8(ascii: "0") else { throw malformedNumber(start) }
        var plain = true
        if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
            plain = false
            at += 1
            guard digits() > 0 else { throw malformedNumber(start) }
        }
        if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
            plain = false
            at += 1
            if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") { at += 1 }
            guard digits() > 0 else { throw malformedNumber(start) }
        }
        let written = String(decoding: bytes[start..<at], as: UTF8.self)
        if plain, let integer = Int64(written) { return .integer(integer) }
        guard let number = Double(written), number.isFinite else { throw .invalidNumber(at: start) }
        return Int64(exactly: number).map(JSONValue.integer) ?? .number(number)
    }

    private func malformedNumber(_ start: Int) -> JSONError {
        at < bytes.count ? .invalidNumber(at: start) : .truncated
    }

    /// Takes digits: how many there were.
    private mutating func digits() -> Int {
        let start = at
        while at < bytes.count, bytes[at] &- UInt8(ascii: "0") < 10 { at += 1 }
        return at - start
    }

    /// The text whose opening quote is at the position.
    mutating func text() throws(JSONError) -> String {
        let start = at + 1
        let end = plainEnd(from: start)
        guard end < bytes.count else { throw .truncated }
        // Nearly every text, and above all the huge ones, has no escapes: one look, one copy.
        if bytes[end] == UInt8(ascii: "\"") {
            guard let text = String(validating: bytes[start..<end], as: UTF8.self) else {
                throw .invalidText(at: start)
            }
            at = end + 1
            return text
        }
        return try escapedText(start: start, firstStop: end)
    }

    /// The first quote, backslash or control character at or after `start`.
    private func plainEnd(from start: Int) -> Int {
        bytes.withUnsafeBufferPointer { all in
            var position = start
            while position < all.count {
                let byte = all[position]
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
                position += 1
            }
            return position
        }
    }

    private mutating func escapedText(start: Int, firstStop: Int) throws(JSONError) -> String {
        var plain = Array(bytes[start..<firstStop])
        at = firstStop
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "\"") {
                at += 1
                guard let text = String(validating: plain, as: UTF8.self) else { throw .invalidText(at: start) }
                return text
            }
            guard byte == UInt8(ascii: "\\") else { throw .invalidText(at: at) }
            at += 1
            plain.append(contentsOf: try escape().utf8)
            let stop = plainEnd(from: at)
            plain.append(contentsOf: bytes[at..<stop])
            at = stop
        }
        throw .truncated
    }

    /// The character of an escape, after its backslash.
    private mutating func escape() throws(JSONError) -> Character {
        guard at < bytes.count else { throw .truncated }
        let kind = bytes[at]
        at += 1
        switch kind {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicode()
        default: throw .invalidText(at: at - 1)
        }
    }

    private mutating func unicode() throws(JSONError) -> Character {
        let start = at
        var code = try fourHexDigits()
        if code & 0xfc00 == 0xd800 {
            guard at + 1 < bytes.count else { throw .truncated }
            guard bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u") else {
                throw .invalidText(at: start)
            }
            at += 2
            let low = try fourHexDigits()
            guard low & 0xfc00 == 0xdc00 else { throw .invalidText(at: start) }
            code = 0x10000 + ((code & 0x3ff) << 10 | (low & 0x3ff))
        }
        guard let scalar = Unicode.Scalar(code) else { throw .invalidText(at: start) }
        return Character(scalar)
    }

    private mutating func fourHexDigits() throws(JSONError) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard at < bytes.count else { throw .truncated }
            guard let digit = Self.hexDigit(bytes[at]) else { throw .invalidText(at: at) }
            code = code << 4 | digit
            at += 1
        }
        return code
    }

    private static func hexDigit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
