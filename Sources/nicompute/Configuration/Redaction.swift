/// What may be shown of a value.
enum Redaction {
    /// In place of what is a secret.
    static let secret = "(set, not shown)"

    /// The value of a variable or flag, without passwords and keys.
    static func shown(_ name: String, _ value: String) -> String {
        if KnownVariable.isSecret(name) || name == "uri" { return secret }
        // Receivers' addresses often carry a token in their path.
        if name.hasSuffix("_NOTIFY_URL") { return host(value) }
        return value.split(separator: ",", omittingEmptySubsequences: false).contains { $0.contains("://") }
            ? address(value) : value
    }

    /// An address without password and query. Wherever it is in doubt less is shown.
    private static func address(_ text: String) -> String {
        guard let start = text.firstRange(of: "://")?.upperBound else { return text }
        var rest = text[start...]
        var query = ""
        if let mark = rest.firstIndex(of: "?"), !rest[mark...].contains("@") {
            query = "?***"
            rest = rest[..<mark]
        }
        guard let at = rest.lastIndex(of: "@") else { return text[..<start] + rest + query }
        let user = rest[..<at].prefix { $0 != ":" }
        let password = user.endIndex < at ? ":***" : ""
        return text[..<start] + user + password + rest[at...] + query
    }

    /// Scheme, host and port of an address.
    private static func host(_ text: String) -> String {
        guard let start = text.firstRange(of: "://")?.upperBound else { return secret }
        let authority = text[start...].prefix { !"/?#".contains($0) }
        let host = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
        let hasMore = authority.endIndex < text.endIndex
        return text[..<start] + host + (hasMore ? "/***" : "")
    }
}
