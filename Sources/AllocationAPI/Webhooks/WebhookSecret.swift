import Crypto
import Foundation
import Keys

/// What the API and the receiver of its webhooks share: it signs what is sent, and shows in no text.
package struct WebhookSecret: Sendable {
    private let key: SymmetricKey

    /// The secret `text`, used as UTF-8; nil for an empty one.
    package init?(_ text: String) {
        guard !text.isEmpty else { return nil }
        key = SymmetricKey(data: Data(text.utf8))
    }

    /// The hexadecimal HMAC-SHA256 of `body`.
    func signature(of body: [UInt8]) -> String {
        Hex.encode(Array(HMAC<SHA256>.authenticationCode(for: body, using: key)))
    }
}

extension WebhookSecret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "<redacted>" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
