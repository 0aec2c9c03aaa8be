internal import CSodium

/// A recovery phrase of English words (BIP-39), held as the entropy it stands for.
package struct Mnemonic: Sendable {
    private let entropy: SecretBytes

    /// A new phrase of 12, 15, 18, 21 or 24 words; another number is rounded up to one of these, or down to 24.
    package static func generate(words: Int = 12) -> Mnemonic {
        let thirds = min(max((words + 2) / 3, 4), 8)
        var random = SecureRandom.bytes(thirds * 4)
        defer { sodium_memzero(&random, random.count) }
        return Mnemonic(entropy: SecretBytes(copying: random))
    }

    private init(entropy: SecretBytes) { self.entropy = entropy }

    /// Reads a phrase; upper case and extra white space do not matter, words and checksum do.
    package init(phrase: String) throws(KeyError) {
        let words = phrase.lowercased().split(whereSeparator: \.isWhitespace)
        guard words.count % 3 == 0, (12...24).contains(words.count) else {
            throw .phraseLength(words: words.count)
        }
        var bits = BitQueue()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(33)
        defer { sodium_memzero(&bytes, bytes.count) }
        for (index, word) in words.enumerated() {
            guard let value = EnglishWords.values[String(word)] else { throw .unknownWord(place: index + 1) }
            bits.push(UInt32(value), count: 11)
            while let byte = bits.pop(count: 8) { bytes.append(UInt8(truncatingIfNeeded: byte)) }
        }
        // 33 bits a group of three words: 32 of entropy and 1 of checksum.
        let checksumBits = words.count / 3
        if let rest = bits.popAll(atMost: 7) { bytes.append(UInt8(truncatingIfNeeded: rest.value << (8 - rest.count))) }
        let entropyBytes = checksumBits * 4
        guard bytes.count == entropyBytes + 1 else { throw .phraseChecksum }
        let expected = Self.checksum(Array(bytes[..<entropyBytes]), bits: checksumBits)
        guard bytes[entropyBytes] == expected else { throw .phraseChecksum }
        entropy = bytes.withUnsafeBytes { SecretBytes(UnsafeRawBufferPointer(rebasing: $0[..<entropyBytes])) }
    }

    /// The words, separated by one space: only for an explicit export.
    package func reveal() -> String {
        entropy.withBytes { entropy in
            let checksumBits = entropy.count / 4
            var bits = BitQueue()
            var words: [String] = []
            for byte in Array(entropy) + [Self.checksum(Array(entropy), bits: checksumBits)] {
                bits.push(UInt32(byte), count: 8)
                if let value = bits.pop(count: 11) { words.append(EnglishWords.all[Int(value)]) }
            }
            return words.prefix(checksumBits * 3).joined(separator: " ")
        }
    }

    /// The 32-byte mini secret: PBKDF2-HMAC-SHA512 over the entropy (substrate-bip39), not over the words as in BIP-39.
    package func miniSecret(password: String = "") -> [UInt8] {
        miniSecretBytes(password: password).withBytes { Array($0) }
    }

    /// The ed25519 public key that other tools derive from this phrase.
    package func ed25519Account(password: String = "") -> AccountID? {
        var publicKey = [UInt8](repeating: 0, count: 32)
        let expanded = SecretBytes(count: 64) { output in
            _ = miniSecretBytes(password: password).withPointer { crypto_sign_seed_keypair(&publicKey, output, $0) }
        }
        return expanded.count == 64 ? AccountID(publicKey) : nil
    }

    func miniSecretBytes(password: String) -> SecretBytes {
        PBKDF2.hmacSHA512(secret: entropy, salt: Array("mnemonic".utf8) + Array(password.utf8), rounds: 2048)
    }

    /// The first bits of the SHA-256 digest, left-aligned in a byte.
    private static func checksum(_ entropy: [UInt8], bits: Int) -> UInt8 {
        var digest = [UInt8](repeating: 0, count: 32)
        crypto_hash_sha256(&digest, entropy, UInt64(entropy.count))
        return digest[0] & ~(UInt8.max >> UInt8(bits))
    }
}

extension Mnemonic: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "Mnemonic(<redacted>)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
