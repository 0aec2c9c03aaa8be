/// Names as the Prometheus text format 0.0.4 allows them: nothing that is given breaks the text.
enum MetricName {
    /// `text` as the name of a metric, `[a-zA-Z_:][a-zA-Z0-9_:]*`; other characters become `_`.
    static func metric(_ text: String) -> String { clean(text) { isWord($0) || $0 == UInt8(ascii: ":") } }

    /// `text` as the name of a label, `[a-zA-Z_][a-zA-Z0-9_]*`; what Prometheus keeps for itself (`__x`, `le`) is renamed.
    static func label(_ text: String) -> String {
        let name = clean(text, isWord)
        if name == "le" { return "exported_le" }
        guard name.hasPrefix("__") else { return name }
        return "_" + name.drop { $0 == "_" }
    }

    private static func clean(_ text: String, _ isAllowed: (UInt8) -> Bool) -> String {
        var name = ""
        for scalar in text.unicodeScalars {
            let isGood = scalar.isASCII && isAllowed(UInt8(truncatingIfNeeded: scalar.value))
            name.unicodeScalars.append(isGood ? scalar : "_")
        }
        guard let first = name.utf8.first else { return "_" }
        return isDigit(first) ? "_" + name : name
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
