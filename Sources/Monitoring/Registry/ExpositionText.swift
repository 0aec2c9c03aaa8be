/// The Prometheus text format 0.0.4 while it is written.
///
/// Source: <https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format>.
struct ExpositionText {
    private(set) var text = ""

    /// What comes before a metric's samples.
    mutating func header(_ name: String, kind: MetricKind, help: String?) {
        if let help { text += "# HELP \(name) \(Self.escaped(help, quotes: false))\n" }
        text += "# TYPE \(name) \(kind.rawValue)\n"
    }

    /// One sample; `labels` is the text of a ``LabelSet``.
    mutating func sample(_ name: String, labels: String, _ value: Double) {
        text += labels.isEmpty ? "\(name) \(Self.number(value))\n" : "\(name){\(labels)} \(Self.number(value))\n"
    }

    /// `value` so that it reads back as the same number.
    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        // Up to here every whole number has a form without an exponent.
        guard abs(value) < 1e15, let whole = Int64(exactly: value) else { return "\(value)" }
        return "\(whole)"
    }

    /// `text` in one line: a backslash, a line feed and, between quotes, a quote are escaped.
    static func escaped(_ text: String, quotes: Bool) -> String {
        var result = ""
        // By scalars: "\r\n" is one character.
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += #"\\"#
            case "\n": result += #"\n"#
            case "\"" where quotes: result += #"\""#
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

extension MetricsRegistry {
    /// The media type of its text, Prometheus' text format 0.0.4.
    package static let contentType = "text/plain; version=0.0.4; charset=utf-8"
}
