/// The words of a netrc file, one after the other.
struct NetrcWords {
    struct Word {
        let text: String
        /// Where it starts, counted from 1.
        let line: Int
        let isQuoted: Bool
        /// Whether the line ends right behind it: that end is taken already.
        let endsLine: Bool
    }

    private let scalars: [Unicode.Scalar]
    private var at = 0
    private var line = 1

    init(_ text: String) {
        scalars = Array(text.unicodeScalars.drop { $0 == "\u{feff}" })
    }

    /// The next word; nil at the end.
    mutating func next() throws(Netrc.Problem) -> Word? {
        while let scalar = peek, Self.isSpace(scalar) { _ = take() }
        guard let first = peek else { return nil }
        let start = line
        var text = String.UnicodeScalarView()
        if first == "\"" {
            _ = take()
            while let scalar = take() {
                if scalar == "\"" {
                    return Word(text: String(text), line: start, isQuoted: true, endsLine: false)
                }
                text.append(scalar == "\\" ? take() ?? scalar : scalar)
            }
            throw Netrc.Problem(line: start, reason: .openQuote)
        }
        while let scalar = take() {
            if Self.isSpace(scalar) {
                return Word(text: String(text), line: start, isQuoted: false, endsLine: scalar == "\n")
            }
            text.append(scalar == "\\" ? take() ?? scalar : scalar)
        }
        return Word(text: String(text), line: start, isQuoted: false, endsLine: true)
    }

    /// The word that `keyword` speaks of.
    mutating func value(after keyword: Word) throws(Netrc.Problem) -> Word {
        guard let word = try next() else { throw Netrc.Problem(line: keyword.line, reason: .noValue) }
        return word
    }

    /// The next word is on the next line.
    mutating func skipLine() {
        while let scalar = take(), scalar != "\n" {}
    }

    /// The next word is behind the macro called `name`: an empty line ends it.
    mutating func skipMacro(_ name: Word) {
        if !name.endsLine { skipLine() }
        while peek != nil {
            let start = at
            skipLine()
            if scalars[start..<at].allSatisfy(Self.isSpace) { return }
        }
    }

    private var peek: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

    private mutating func take() -> Unicode.Scalar? {
        guard let scalar = peek else { return nil }
        at += 1
        if scalar == "\n" { line += 1 }
        return scalar
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t" || scalar == "\r" || scalar == "\n"
    }
}
