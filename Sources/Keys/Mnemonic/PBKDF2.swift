internal import CSodium

/// PBKDF2 (RFC 8018, section 5.2), as far as phrases need it.
enum PBKDF2 {
    /// The first 32 bytes of the derived key.
    static func hmacSHA512(secret: SecretBytes, salt: [UInt8], rounds: Int) -> SecretBytes {
        _ = Sodium.isReady
        // The state after the key, which takes half of a short HMAC, is made once and copied each round.
        var keyed = crypto_auth_hmacsha512_state()
        _ = secret.withPointer { crypto_auth_hmacsha512_init(&keyed, $0, secret.count) }
        let salted = salt + [0, 0, 0, 1]
        var block = mac(keyed, salted)
        var sum = block
        for _ in 1..<max(rounds, 2) {
            block = mac(keyed, block)
            for index in sum.indices { sum[index] ^= block[index] }
        }
        defer {
            sodium_memzero(&keyed, MemoryLayout.size(ofValue: keyed))
            sodium_memzero(&block, block.count)
            sodium_memzero(&sum, sum.count)
        }
        return sum.withUnsafeBytes { SecretBytes(UnsafeRawBufferPointer(rebasing: $0[..<32])) }
    }

    private static func mac(_ keyed: crypto_auth_hmacsha512_state, _ message: [UInt8]) -> [UInt8] {
        var state = keyed
        var output = [UInt8](repeating: 0, count: 64)
        crypto_auth_hmacsha512_update(&state, message, UInt64(message.count))
        crypto_auth_hmacsha512_final(&state, &output)
        return output
    }
}
