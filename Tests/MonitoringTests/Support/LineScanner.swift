/// Reads one line of samples from left to right.
struct LineScanner {
    private var rest: Substring.UnicodeScalarView

    init(_ line: String) {
        rest = Substring(line).unicodeScalars
    }

    /// The whole line as a sample, nil when anything in it is not as the format demands.
    mutating func sample() -> ParsedMetrics.Sample? {
        guard let name = word(colons: true) else { return nil }
        var labels: [String: String] = [:]
        if take("{") {
            repeat {
                guard let label = word(colons: false), take("="), let value = quoted(), labels[label] == nil else {
                    return nil
                }
                labels[label] = value
            } while take(",")
            guard take("}") else { return nil }
        }
        guard take(" "), let value = Self.number(String(rest)) else { return nil }
        return .init(name: name, labels: labels, value: value)
    }

    /// A value as Go's `ParseFloat` reads it, of what is written here.
    static func number(_ text: String) -> Double? {
        switch text {
        case "NaN": return .nan
        case "+Inf": return .infinity
        case "-Inf": return -.infinity
        default:
            guard text.unicodeScalars.allSatisfy({ "0123456789+-.e".unicodeScalars.contains($0) }) else { return nil }
            return Double(text)
        }
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard rest.first == scalar else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func word(colons: Bool) -> String? {
        var text = ""
        while let next = rest.first, isAllowed(next, atStart: text.isEmpty, colons: colons) {
            text.unicodeScalars.append(next)
            rest.removeFirst()
        }
        return text.isEmpty ? nil : text
    }

    private func isAllowed(_ scalar: Unicode.Scalar, atStart: Bool, colons: Bool) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "_": true
        case "0"..."9": !atStart
        case ":": colons
        default: false
        }
    }

    private mutating func quoted() -> String? {
        guard take("\"") else { return nil }
        var text = ""
        while let next = rest.popFirst() {
            switch next {
            case "\"": return text
            case "\\":
                switch rest.popFirst() {
                case "\\": text += "\\"
                case "\"": text += "\""
                case "n": text += "\n"
                default: return nil
                }
            default: text.unicodeScalars.append(next)
            }
        }
        return nil
    }
}
