/// Reads a `.env` file from assignment to assignment. It works on bytes: a line may end in CR LF.
struct EnvFileReader {
    /// What a line, or several within quotes, say.
    enum Binding {
        case set(name: String, value: String, line: Int)
        case bad(line: Int)
    }

    private let bytes: [UInt8]
    private var position = 0
    private var line = 1

    init(_ text: String) {
        let all = Array(text.utf8)
        // Editors of other systems begin a file with a mark.
        bytes = all.starts(with: [0xef, 0xbb, 0xbf]) ? Array(all.dropFirst(3)) : all
    }

    /// The next assignment or broken line; nil at the end. Comments and names without `=` are passed over.
    mutating func next() -> Binding? {
        while true {
            advance { Self.isSpace($0) || Self.isLineEnd($0) }
            guard position < bytes.count else { return nil }
            let start = line
            guard let assignment = assignment() else {
                advance { !Self.isLineEnd($0) }
                return .bad(line: start)
            }
            if let name = assignment.name, let value = assignment.value {
                return .set(name: name, value: value, line: start)
            }
        }
    }

    /// Name and value, either of which may be missing; nil when the line is neither that nor a comment.
    private mutating func assignment() -> (name: String?, value: String?)? {
        var name: String?
        var value: String?
        skipExport()
        if peek != UInt8(ascii: "#") {
            guard let found = self.name() else { return nil }
            name = found
            advance(Self.isSpace)
            if peek == UInt8(ascii: "=") {
                position += 1
                advance(Self.isSpace)
                guard let found = self.value() else { return nil }
                value = found
            }
        }
        advance(Self.isSpace)
        if peek == UInt8(ascii: "#") { advance { !Self.isLineEnd($0) } }
        return peek.map(Self.isLineEnd) ?? true ? (name, value) : nil
    }

    private mutating func skipExport() {
        let word = Array("export".utf8)
        guard bytes[position...].starts(with: word), position + word.count < bytes.count,
            Self.isSpace(bytes[position + word.count])
        else { return }
        position += word.count
        advance(Self.isSpace)
    }

    private mutating func name() -> String? {
        if peek == UInt8(ascii: "'") {
            let start = position + 1
            guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "'")), end > start else { return nil }
            position = end + 1
            return text(bytes[start..<end])
        }
        let start = position
        advance { !Self.isSpace($0) && !Self.isLineEnd($0) && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: "#") }
        return position > start ? text(bytes[start..<position]) : nil
    }

    private mutating func value() -> String? {
        guard let first = peek else { return "" }
        if first == UInt8(ascii: "'") || first == UInt8(ascii: "\"") { return quoted(first) }
        let start = position
        advance { !Self.isLineEnd($0) }
        var value = bytes[start..<position]
        // A comment begins with a # after a space; without one it belongs to the value.
        let comment = value.indices.dropFirst().first { index in
            value[index] == UInt8(ascii: "#") && Self.isSpace(value[index - 1])
        }
        if let comment { value = value[..<comment] }
        while let last = value.last, Self.isSpace(last) { value.removeLast() }
        return text(value)
    }

    /// The text up to the closing quote, which no backslash stands before; if there is no such, up to the last with one.
    private mutating func quoted(_ quote: UInt8) -> String? {
        let start = position + 1
        var end: Int?
        for index in start..<max(start, bytes.count) where bytes[index] == quote {
            end = index
            if index == start || bytes[index - 1] != UInt8(ascii: "\\") { break }
        }
        guard let end else { return nil }
        let content = bytes[start..<end]
        advance(to: end + 1)
        return text(
            quote == UInt8(ascii: "'") ? Self.unescaped(content, ["\\": "\\", "'": "'"]) : Self.unescaped(content))
    }

    private static func unescaped(
        _ content: ArraySlice<UInt8>,
        _ escapes: [Unicode.Scalar: Unicode.Scalar] = [
            "\\": "\\", "'": "'", "\"": "\"", "a": "\u{7}", "b": "\u{8}", "f": "\u{c}", "n": "\n", "r": "\r",
            "t": "\t", "v": "\u{b}",
        ]
    ) -> ArraySlice<UInt8> {
        var result: ArraySlice<UInt8> = []
        var index = content.startIndex
        while index < content.endIndex {
            if content[index] == UInt8(ascii: "\\"), index + 1 < content.endIndex,
                let meant = escapes[Unicode.Scalar(content[index + 1])]
            {
                result.append(UInt8(truncatingIfNeeded: meant.value))
                index += 2
            } else {
                result.append(content[index])
                index += 1
            }
        }
        return result
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func advance(_ isPassed: (UInt8) -> Bool) {
        var end = position
        while end < bytes.count, isPassed(bytes[end]) { end += 1 }
        advance(to: end)
    }

    private mutating func advance(to end: Int) {
        for index in position..<end {
            let isCRLF = bytes[index] == 0x0d && index + 1 < bytes.count && bytes[index + 1] == 0x0a
            if Self.isLineEnd(bytes[index]), !isCRLF { line += 1 }
        }
        position = end
    }

    private func text(_ part: ArraySlice<UInt8>) -> String { String(decoding: part, as: UTF8.self) }

    private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0b, 0x0c].contains(byte) }

    private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0a || byte == 0x0d }
}
