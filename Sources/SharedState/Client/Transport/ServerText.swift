/// What a server says, made fit for logs and screens.
enum ServerText {
    /// Characters that are shown, at most.
    static let most = 300

    /// `text` in one line, without what could steer a terminal, and cut.
    static func clean(_ text: String) -> String {
        var cleaned = String.UnicodeScalarView()
        var wasSpace = true
        // More characters than are shown are never looked at for long.
        for scalar in text.unicodeScalars.prefix(64 * most) {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator:
                if !wasSpace { cleaned.append(" ") }
                wasSpace = true
            case .format, .surrogate, .privateUse, .unassigned: continue
            default:
                cleaned.append(scalar)
                wasSpace = false
            }
            if cleaned.count >= most { break }
        }
        if cleaned.last == " " { cleaned.removeLast() }
        return String(cleaned)
    }
}
