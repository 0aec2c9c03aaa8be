/// Cuts a GraphQL document into tokens; every access is checked.
struct GraphLexer {
    let bytes: [UInt8]
    var at = 0

    /// The tokens of `text`, `.end` last.
    /// - Throws: ``GraphError`` for what is no token, and beyond ``GraphLimits``.
    static func tokens(of text: String) throws(GraphError) -> [GraphToken] {
        guard text.utf8.count <= GraphLimits.bytes else {
            throw GraphError("Syntax Error: the document has more than \(GraphLimits.bytes) bytes.")
        }
        var lexer = GraphLexer(bytes: Array(text.utf8))
        var tokens: [GraphToken] = []
        while true {
            let token = try lexer.next()
            tokens.append(token)
            if token == .end { return tokens }
            guard tokens.count <= GraphLimits.tokens else {
                throw GraphError("Syntax Error: the document has more than \(GraphLimits.tokens) tokens.")
            }
        }
    }

    private mutating func next() throws(GraphError) -> GraphToken {
        skipIgnored()
        guard at < bytes.count else { return .end }
        let byte = bytes[at]
        switch byte {
        case UInt8(ascii: "!"), UInt8(ascii: "$"), UInt8(ascii: "&"), UInt8(ascii: "("), UInt8(ascii: ")"),
            UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: "@"), UInt8(ascii: "["), UInt8(ascii: "]"),
            UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"):
            at += 1
            return .punctuator(Character(Unicode.Scalar(byte)))
        case UInt8(ascii: "."):
            guard starts(with: "...") else { throw unexpected() }
            at += 3
            return .spread
        case UInt8(ascii: "\""): return .text(starts(with: "\"\"\"") ? try blockText() : try plainText())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default:
            guard Self.isNameStart(byte) else { throw unexpected() }
            return .name(name())
        }
    }

    /// White space, commas, a byte order mark, and comments mean nothing.
    private mutating func skipIgnored() {
        while at < bytes.count {
            switch bytes[at] {
            case 0x20, 0x09, 0x0a, 0x0d, UInt8(ascii: ","): at += 1
            case UInt8(ascii: "#"):
                while at < bytes.count, bytes[at] != 0x0a, bytes[at] != 0x0d { at += 1 }
            case 0xef where starts(with: "\u{feff}"): at += 3
            default: return
            }
        }
    }

    func starts(with text: StaticString) -> Bool {
        let wanted = text.description.utf8
        return bytes.count - at >= wanted.count && bytes[at..<(at + wanted.count)].elementsEqual(wanted)
    }

    private mutating func name() -> String {
        let start = at
        while at < bytes.count, Self.isNameStart(bytes[at]) || Self.isDigit(bytes[at]) { at += 1 }
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    private mutating func number() throws(GraphError) -> GraphToken {
        let start = at
        if bytes[at] == UInt8(ascii: "-") { at += 1 }
        let whole = digits()
        guard whole > 0, whole == 1 || bytes[at - whole] != UInt8(ascii: "0") else { throw unexpected() }
        var isWhole = true
        if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
            isWhole = false
            at += 1
            guard digits() > 0 else { throw unexpected() }
        }
        if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
            isWhole = false
            at += 1
            if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") { at += 1 }
            guard digits() > 0 else { throw unexpected() }
        }
        if at < bytes.count, Self.isNameStart(bytes[at]) || bytes[at] == UInt8(ascii: ".") { throw unexpected() }
        let written = String(decoding: bytes[start..<at], as: UTF8.self)
        if isWhole, let integer = Int64(written) { return .integer(integer) }
        guard let number = Double(written), number.isFinite else {
            throw GraphError("Syntax Error: a number at \(start) is too large.")
        }
        return .number(number)
    }

    private mutating func digits() -> Int {
        let start = at
        while at < bytes.count, Self.isDigit(bytes[at]) { at += 1 }
        return at - start
    }

    func unexpected() -> GraphError {
        at < bytes.count
            ? GraphError("Syntax Error: unexpected byte \(bytes[at]) at \(at).")
            : GraphError("Syntax Error: the document ends too early.")
    }

    private static func isNameStart(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
