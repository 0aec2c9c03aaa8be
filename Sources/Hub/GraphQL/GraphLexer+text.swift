extension GraphLexer {
    /// The text whose opening quote is at the position.
    mutating func plainText() throws(GraphError) -> String {
        at += 1
        var text: [UInt8] = []
        while at < bytes.count {
            let byte = bytes[at]
            switch byte {
            case UInt8(ascii: "\""):
                at += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                at += 1
                text.append(contentsOf: try escape().utf8)
            case 0x0a, 0x0d: throw GraphError("Syntax Error: a string at \(at) does not end on its line.")
            default:
                text.append(byte)
                at += 1
            }
        }
        throw unexpected()
    }

    /// What the escape at the position, after its backslash, stands for.
    private mutating func escape() throws(GraphError) -> String {
        guard at < bytes.count else { throw unexpected() }
        let kind = bytes[at]
        switch kind {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
            at += 1
            return String(Unicode.Scalar(kind))
        case UInt8(ascii: "b"): return plain("\u{8}")
        case UInt8(ascii: "f"): return plain("\u{c}")
        case UInt8(ascii: "n"): return plain("\n")
        case UInt8(ascii: "r"): return plain("\r")
        case UInt8(ascii: "t"): return plain("\t")
        case UInt8(ascii: "u"):
            at += 1
            return try unicode()
        default: throw unexpected()
        }
    }

    private mutating func plain(_ text: String) -> String {
        at += 1
        return text
    }

    /// Four hexadecimal digits, or any number of them in braces; a pair of surrogates is one character.
    private mutating func unicode() throws(GraphError) -> String {
        var code: UInt32
        if at < bytes.count, bytes[at] == UInt8(ascii: "{") {
            at += 1
            let start = at
            while at < bytes.count, bytes[at] != UInt8(ascii: "}"), at - start < 6 { at += 1 }
            guard at < bytes.count, bytes[at] == UInt8(ascii: "}"), let value = hex(start..<at) else {
                throw unexpected()
            }
            at += 1
            code = value
        } else {
            code = try fourDigits()
            if code & 0xfc00 == 0xd800 {
                guard starts(with: "\\u") else { throw unexpected() }
                at += 2
                let low = try fourDigits()
                guard low & 0xfc00 == 0xdc00 else { throw unexpected() }
                code = 0x10000 + ((code & 0x3ff) << 10 | (low & 0x3ff))
            }
        }
        guard let scalar = Unicode.Scalar(code) else { throw unexpected() }
        return String(scalar)
    }

    private mutating func fourDigits() throws(GraphError) -> UInt32 {
        guard bytes.count - at >= 4, let code = hex(at..<(at + 4)) else { throw unexpected() }
        at += 4
        return code
    }

    private func hex(_ range: Range<Int>) -> UInt32? {
        let digits = bytes[range]
        // `UInt32(_:radix:)` takes a sign, too.
        guard let first = digits.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "-") else { return nil }
        return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    }

    /// The block text whose opening quotes are at the position: raw, without the indentation its lines share.
    mutating func blockText() throws(GraphError) -> String {
        at += 3
        var raw: [UInt8] = []
        while at < bytes.count {
            if starts(with: "\"\"\"") {
                at += 3
                return Self.dedented(String(decoding: raw, as: UTF8.self))
            }
            if starts(with: "\\\"\"\"") {
                raw.append(contentsOf: "\"\"\"".utf8)
                at += 4
            } else {
                raw.append(bytes[at])
                at += 1
            }
        }
        throw unexpected()
    }

    /// GraphQL specification, section 2.9.4, `BlockStringValue`.
    private static func dedented(_ raw: String) -> String {
        var lines = raw.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(Substring.init)
        func indent(_ line: Substring) -> Int { line.prefix { $0 == " " || $0 == "\t" }.count }
        func isBlank(_ line: Substring) -> Bool { line.allSatisfy { $0 == " " || $0 == "\t" } }
        if let common = lines.dropFirst().filter({ !isBlank($0) }).map(indent).min() {
            for position in lines.indices.dropFirst() { lines[position] = lines[position].dropFirst(common) }
        }
        while let first = lines.first, isBlank(first) { lines.removeFirst() }
        while let last = lines.last, isBlank(last) { lines.removeLast() }
        return lines.joined(separator: "\n")
    }
}
