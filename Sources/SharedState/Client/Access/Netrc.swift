/// What a netrc file says: names and passwords by machine.
///
/// Read as Python's `netrc` does, since W&B's client uses it: words between white space or in quotes, a backslash
/// before what is to be taken as it is, `#` where a keyword could stand begins a comment, macros are passed over, and
/// of two entries for one machine the last counts.
package struct Netrc: Sendable {
    /// An entry; what it does not say is nil.
    struct Entry: Sendable {
        var login: String?
        var password: String?
    }

    /// Where the file is broken; nothing of its text is told, which may be a password.
    package struct Problem: Error, Sendable, Equatable {
        package enum Reason: String, Sendable {
            case unknownWord = "a word that is no keyword; a password with spaces needs quotes"
            case noValue = "a keyword without its value"
            case openQuote = "a quote that does not end"
            case stray = "a login or password outside a machine's entry"
            case notText = "not UTF-8"
        }

        /// Counted from 1.
        package var line: Int
        package var reason: Reason
    }

    private var machines: [String: Entry] = [:]
    /// The entry `default`: for all machines without one of their own.
    private(set) var fallback: Entry?

    /// - Throws: ``Problem``.
    package init(_ text: String) throws(Problem) {
        var words = NetrcWords(text)
        var name: String?
        var entry: Entry?
        while let word = try words.next() {
            switch word.text {
            case _ where word.text.hasPrefix("#") && !word.isQuoted:
                if !word.endsLine { words.skipLine() }
            case "machine":
                keep(entry, as: name)
                name = try words.value(after: word).text.lowercased()
                entry = Entry()
            case "default":
                keep(entry, as: name)
                name = nil
                entry = Entry()
            case "macdef":
                keep(entry, as: name)
                entry = nil
                words.skipMacro(try words.value(after: word))
            case "login", "user", "account", "password":
                guard entry != nil else { throw Problem(line: word.line, reason: .stray) }
                let value = try words.value(after: word).text
                if word.text == "password" { entry?.password = value }
                if word.text == "login" || word.text == "user" { entry?.login = value }
            default: throw Problem(line: word.line, reason: .unknownWord)
            }
        }
        keep(entry, as: name)
    }

    /// The password for `machine`, whatever its case; nil when there is no entry of its own with one.
    package func password(of machine: String) -> String? { machines[machine.lowercased()]?.password }

    private mutating func keep(_ entry: Entry?, as name: String?) {
        guard let entry else { return }
        if let name { machines[name] = entry } else { fallback = entry }
    }
}

extension Netrc.Problem: CustomStringConvertible {
    package var description: String { "line \(line): \(reason.rawValue)" }
}

extension Netrc: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "<redacted>" }
    package var debugDescription: String { "<redacted>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
