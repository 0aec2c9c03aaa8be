/// The secrets of a rental, which the store keeps sealed and which never show in a text.
package struct RentalSecrets: Sendable, Equatable, Codable {
    /// The RSA private key (PEM) that opens the miner's answer; kept only while the rental is `reserved`.
    package var privateKey: String?
    /// The password of the container; kept only while the rental is `active` or `lost`.
    package var password: String?

    package init(privateKey: String? = nil, password: String? = nil) {
        self.privateKey = privateKey
        self.password = password
    }

    private enum CodingKeys: String, CodingKey {
        case privateKey = "private_key"
        case password
    }
}

extension RentalSecrets: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "RentalSecrets(redacted)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
