/// A secret in the notation of Substrate tools: `phrase`, `0xseed` or nothing, then `//hard`, `/soft`, `///password`.
///
/// Without phrase and seed it derives from the development phrase, which everybody knows.
struct SecretURI {
    /// The phrase of `//Alice` and the other development accounts (sp-core `DEV_PHRASE`).
    static let developmentPhrase = "bottom drive obey lake curtain smoke basket hold race lonely fit walk"

    let phrase: Substring
    let junctions: [DerivationJunction]
    let password: String

    /// Splits the text; nil for an empty junction, as in `//` at the end.
    init?(_ text: String) {
        var rest = text[...]
        var password: Substring = ""
        if let start = Self.passwordStart(text) {
            password = rest[text.index(start, offsetBy: 3)...]
            rest = rest[..<start]
        }
        let path = rest.drop { $0 != "/" }
        phrase = rest[..<path.startIndex]
        self.password = String(password)
        var junctions: [DerivationJunction] = []
        var remaining = path
        while remaining.first == "/" {
            remaining = remaining.dropFirst()
            let isHard = remaining.first == "/"
            if isHard { remaining = remaining.dropFirst() }
            let name = remaining.prefix { $0 != "/" }
            guard !name.isEmpty else { return nil }
            junctions.append(DerivationJunction(name: name, isHard: isHard))
            remaining = remaining[name.endIndex...]
        }
        self.junctions = junctions
    }

    /// The start of the first `///`; everything after it is the password, slashes included.
    private static func passwordStart(_ text: String) -> String.Index? {
        var index = text.startIndex
        while index < text.endIndex {
            if text[index...].hasPrefix("///") { return index }
            index = text.index(after: index)
        }
        return nil
    }
}
