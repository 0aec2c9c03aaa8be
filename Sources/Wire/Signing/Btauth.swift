import Crypto
package import HTTPTypes
package import Keys

/// The signed headers `btauth/1` of bittensor 11.3.0 (`http_auth`): bound to method, target, body, time and receiver.
package enum Btauth {
    /// The signed text: eight lines without a trailing newline.
    package static func payload(
        scheme: KeyScheme, method: String, target: String, body: some Sequence<UInt8>, nonce: UInt64, sender: String,
        receiver: String?
    ) -> String {
        let digest = Hex.encode(SHA256.hash(data: Array(body)))
        return [
            "btauth/1", scheme.rawValue, method.uppercased(), target, digest, "\(nonce)", sender, receiver ?? "-",
        ].joined(separator: "\n")
    }

    /// The headers by which `keypair` signs this request for `receiver` alone.
    package static func sign(
        method: String, target: String, body: some Sequence<UInt8>, nonce: UInt64, keypair: Keypair, receiver: AccountID
    ) -> HTTPFields {
        let (sender, address) = (keypair.account.ss58, receiver.ss58)
        let text = payload(
            scheme: .sr25519, method: method, target: target, body: body, nonce: nonce,
            sender: sender, receiver: address)
        var fields = HTTPFields()
        func add(_ name: HTTPField.Name, _ value: String) { fields.append(HTTPField(name: name, value: value)) }
        add(HeaderName.btauthVersion, "1")
        add(HeaderName.btauthHotkey, sender)
        add(HeaderName.btauthNonce, "\(nonce)")
        add(HeaderName.btauthSignature, keypair.sign(Array(text.utf8)).hex)
        add(HeaderName.btauthReceiver, address)
        return fields
    }

    /// Whether any header of btauth is there: such a request must satisfy all of it.
    package static func isPresent(in fields: HTTPFields) -> Bool {
        [
            HeaderName.btauthVersion, HeaderName.btauthHotkey, HeaderName.btauthNonce, HeaderName.btauthSignature,
            HeaderName.btauthReceiver,
        ].contains { fields[$0] != nil }
    }
}
