import Foundation

/// An API key of W&B or of a hub; whatever shows it shows something else.
package struct WandbKey: Sendable, Equatable {
    private let text: String
    /// Where the key comes from, for people.
    package let source: String
    /// What is wrong around the key though it can be used: a line for the log, without the key.
    package let warning: String?

    /// - Parameter source: Where `text` comes from, for errors.
    /// - Throws: ``WandbKeyError`` when `text` cannot be a key.
    package init(_ text: String, source: String = "the key", warning: String? = nil) throws(WandbKeyError) {
        let scalars = text.unicodeScalars
        guard !scalars.allSatisfy(\.properties.isWhitespace) else { throw .blank(source: source) }
        guard let first = scalars.first, let last = scalars.last,
            !first.properties.isWhitespace, !last.properties.isWhitespace
        else { throw .padded(source: source) }
        guard scalars.allSatisfy({ (0x21...0x7e).contains($0.value) }), text.utf8.count <= 1_024 else {
            throw .strange(source: source)
        }
        self.text = text
        self.source = source
        self.warning = warning
    }

    /// The value of the header `Authorization`: user `api`, the key as password.
    var authorization: String { "Basic " + Data("api:\(text)".utf8).base64EncodedString() }

    /// `other` without the key, in clear or as it is sent: for what servers say.
    func removed(from other: String) -> String {
        let sent = String(authorization.dropFirst("Basic ".count))
        return other.replacingOccurrences(of: sent, with: "…").replacingOccurrences(of: text, with: "…")
    }
}

extension WandbKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "<redacted>" }
    package var debugDescription: String { "<redacted>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
