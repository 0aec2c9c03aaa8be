/// The variables of a `.env` file, by the rules of python-dotenv: `NAME=value` a line, `export` before it or not, quotes
/// over several lines, `#` comments, `${NAME}` and `${NAME:-default}` in values. Of two lines about a name the last counts.
struct EnvFile: Equatable {
    struct Entry: Equatable {
        let value: String
        /// Where it stands, from 1.
        let line: Int
    }

    private(set) var entries: [String: Entry] = [:]
    /// The lines that are no assignment; python-dotenv passes over them, too.
    private(set) var badLines: [Int] = []

    /// Reads `text`; names in values mean those of `environment`, else those of lines above.
    init(_ text: String, environment: [String: String]) {
        var reader = EnvFileReader(text)
        while let binding = reader.next() {
            switch binding {
            case .bad(let line): badLines.append(line)
            case .set(let name, let raw, let line):
                let value = Self.expanded(raw) { environment[$0] ?? entries[$0]?.value }
                entries[name] = Entry(value: value, line: line)
            }
        }
    }

    /// No file.
    init() {}

    /// What it gives a variable.
    subscript(name: String) -> String? { entries[name]?.value }

    /// The text with what `value` knows in place of `${NAME}` and `${NAME:-default}`; unknown names stand for nothing.
    private static func expanded(_ text: String, value: (String) -> String?) -> String {
        var result = ""
        var rest = Substring(text)
        while let start = rest.firstRange(of: "${") {
            let inside = rest[start.upperBound...]
            guard let end = inside.firstIndex(of: "}") else { break }
            let reference = inside[..<end]
            let name = reference.prefix { $0 != ":" }
            let tail = reference[name.endIndex...]
            guard tail.isEmpty || tail.hasPrefix(":-") else {
                // A colon without a hyphen is no reference.
                result += rest[..<start.upperBound]
                rest = inside
                continue
            }
            result += rest[..<start.lowerBound]
            result += value(String(name)) ?? String(tail.dropFirst(2))
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }
}
