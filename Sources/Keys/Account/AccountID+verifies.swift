internal import CSodium

extension AccountID {
    /// True if this account made the signature over the message.
    ///
    /// With `wrapped`, a signature over `<Bytes>message</Bytes>` is accepted too, as browser wallets make it; it is
    /// tried only after the plain one failed, so that a refusal costs twice as much: leave it off where peers call.
    package func verifies(
        _ signature: Signature, over message: some Sequence<UInt8>, scheme: KeyScheme = .sr25519, wrapped: Bool = false
    ) -> Bool {
        let message = Array(message)
        if verifiesPlain(signature, over: message, scheme: scheme) { return true }
        guard wrapped else { return false }
        let wrapping = Array("<Bytes>".utf8) + message + Array("</Bytes>".utf8)
        return verifiesPlain(signature, over: wrapping, scheme: scheme)
    }

    private func verifiesPlain(_ signature: Signature, over message: [UInt8], scheme: KeyScheme) -> Bool {
        _ = Sodium.isReady
        let key = bytes
        let signature = signature.bytes
        return switch scheme {
        case .sr25519: Schnorrkel.verifies(signature, over: message, publicKey: key)
        case .ed25519: crypto_sign_verify_detached(signature, message, UInt64(message.count), key) == 0
        }
    }
}
