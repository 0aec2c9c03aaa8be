internal import CSodium

/// sr25519 signatures with the signing context `substrate` (schnorrkel `sign.rs`), on libsodium's Ristretto255.
enum Schnorrkel {
    /// The transcript that every signature starts from, computed once.
    private static let context: Transcript = {
        var transcript = Transcript(label: "SigningContext")
        transcript.append("", text: "substrate")
        return transcript
    }()

    /// Bit 7 of the last byte tells these signatures from ed25519 ones.
    private static let marker: UInt8 = 0x80

    /// The 64 bytes R || s of a signature, different each time; `secret` is scalar || nonce.
    static func sign(_ message: [UInt8], secret: SecretBytes, publicKey: [UInt8]) -> [UInt8] {
        var transcript = opened(message, publicKey: publicKey)
        var nonce = secret.withBytes { secret in
            reduced(transcript.witness("signing", secret: UnsafeRawBufferPointer(rebasing: secret[32..<64]), count: 64))
        }
        var commitment = [UInt8](repeating: 0, count: 32)
        _ = crypto_scalarmult_ristretto255_base(&commitment, nonce)
        transcript.append("sign:R", commitment)
        let challenge = transcript.challengeScalar("sign:c")
        var product = [UInt8](repeating: 0, count: 32)
        var answer = [UInt8](repeating: 0, count: 32)
        secret.withPointer { crypto_core_ristretto255_scalar_mul(&product, challenge, $0) }
        crypto_core_ristretto255_scalar_add(&answer, product, nonce)
        sodium_memzero(&nonce, nonce.count)
        sodium_memzero(&product, product.count)
        answer[31] |= marker
        return commitment + answer
    }

    /// True if the 64-byte signature is the key's over the message.
    ///
    /// Refuses a cleared marker bit, a scalar that is not reduced, and points that are no valid Ristretto encoding.
    static func verifies(_ signature: [UInt8], over message: [UInt8], publicKey: [UInt8]) -> Bool {
        guard signature.count == 64, publicKey.count == 32, signature[63] & marker != 0 else { return false }
        let commitment = Array(signature[0..<32])
        var answer = Array(signature[32..<64])
        answer[31] &= ~marker
        guard isCanonical(answer) else { return false }
        var transcript = opened(message, publicKey: publicKey)
        transcript.append("sign:R", commitment)
        let challenge = transcript.challengeScalar("sign:c")
        var left = [UInt8](repeating: 0, count: 32)
        var right = [UInt8](repeating: 0, count: 32)
        var expected = [UInt8](repeating: 0, count: 32)
        // Both products are also refused when they are the identity, which no honest signature makes them.
        guard crypto_scalarmult_ristretto255(&right, challenge, publicKey) == 0,
            crypto_scalarmult_ristretto255_base(&left, answer) == 0,
            crypto_core_ristretto255_sub(&expected, left, right) == 0
        else { return false }
        return expected == commitment
    }

    /// True if the 32 bytes are a scalar below the group's order.
    static func isCanonical(_ scalar: [UInt8]) -> Bool {
        scalar.count == 32 && reduced(scalar + [UInt8](repeating: 0, count: 32)) == scalar
    }

    /// The 64-byte number modulo the group's order.
    private static func reduced(_ wide: [UInt8]) -> [UInt8] {
        var scalar = [UInt8](repeating: 0, count: 32)
        crypto_core_ristretto255_scalar_reduce(&scalar, wide)
        return scalar
    }

    private static func opened(_ message: [UInt8], publicKey: [UInt8]) -> Transcript {
        var transcript = context
        transcript.append("sign-bytes", message)
        transcript.append("proto-name", text: "Schnorr-sig")
        transcript.append("sign:pk", publicKey)
        return transcript
    }
}
