/// Text of strangers on its way into a log or a header.
enum PlainText {
    /// The first `limit` characters of `text`; what is no printable ASCII becomes `?`.
    static func printable(_ text: some StringProtocol, limit: Int) -> String {
        String(text.unicodeScalars.prefix(limit).map { (0x20...0x7e).contains($0.value) ? Character($0) : "?" })
    }
}
