internal import CSodium

/// An sr25519 secret, 32 bytes of scalar and 32 of nonce seed, with its public key (schnorrkel `keys.rs`, `derive.rs`).
struct SecretKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    let bytes: SecretBytes
    let publicKey: [UInt8]

    /// Takes scalar || nonce; nil unless the scalar is reduced and not zero.
    init?(_ bytes: SecretBytes) {
        _ = Sodium.isReady
        guard bytes.count == 64 else { return nil }
        var publicKey = [UInt8](repeating: 0, count: 32)
        guard bytes.withBytes({ Schnorrkel.isCanonical(Array($0[0..<32])) }),
            bytes.withPointer({ crypto_scalarmult_ristretto255_base(&publicKey, $0) }) == 0
        else { return nil }
        self.bytes = bytes
        self.publicKey = publicKey
    }

    /// Expands a 32-byte mini secret in schnorrkel's mode "Ed25519"; nil for another length.
    init?(miniSecret: SecretBytes) {
        guard miniSecret.count == 32 else { return nil }
        let bytes = SecretBytes(count: 64) { digest in
            _ = miniSecret.withPointer { crypto_hash_sha512(digest, $0, 32) }
            digest[0] &= 0b1111_1000
            digest[31] = digest[31] & 0b0011_1111 | 0b0100_0000
            // schnorrkel keeps the clamped scalar divided by the cofactor 8.
            for index in 0..<31 { digest[index] = digest[index] >> 3 | digest[index + 1] << 5 }
            digest[31] >>= 3
        }
        self.init(bytes)
    }

    /// The child under a hard (`//`) or soft (`/`) junction.
    func derived(_ junction: DerivationJunction) -> SecretKey? {
        var transcript = Transcript(label: "SchnorrRistrettoHDKD")
        transcript.append("sign-bytes", [])
        transcript.append("chain-code", junction.chainCode)
        return junction.isHard ? hardChild(&transcript) : softChild(&transcript)
    }

    private func hardChild(_ transcript: inout Transcript) -> SecretKey? {
        bytes.withBytes { transcript.append("secret-key", UnsafeRawBufferPointer(rebasing: $0[0..<32])) }
        var seed = transcript.challenge("HDKD-hard", count: 32)
        defer { sodium_memzero(&seed, seed.count) }
        return SecretKey(miniSecret: SecretBytes(copying: seed))
    }

    /// The nonce half is drawn at random, as schnorrkel does: only the scalar is determined by the junction.
    private func softChild(_ transcript: inout Transcript) -> SecretKey? {
        transcript.append("public-key", publicKey)
        let tweak = transcript.challengeScalar("HDKD-scalar")
        let child = SecretBytes(count: 64) { output in
            bytes.withPointer { crypto_core_ristretto255_scalar_add(output, $0, tweak) }
            var nonce = bytes.withBytes { transcript.witness("HDKD-nonce", secret: $0, count: 32) }
            output.advanced(by: 32).update(from: nonce, count: 32)
            sodium_memzero(&nonce, nonce.count)
        }
        return SecretKey(child)
    }

    var description: String { "SecretKey(<redacted>)" }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: []) }
}
