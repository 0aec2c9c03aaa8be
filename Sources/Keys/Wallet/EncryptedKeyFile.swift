internal import CSodium

/// The encryption of key files: `$NACL`, nonce (24), tag (16), ciphertext of XSalsa20-Poly1305 (libsodium secretbox).
///
/// The key is Argon2i of the password with a fixed salt (bittensor-wallet `keyfile.rs`), 2 to 4 seconds of work.
struct EncryptedKeyFile {
    /// The work of a password check; tests pass less.
    struct Cost: Sendable, Hashable {
        var passes: UInt64
        var memory: Int

        /// What every wallet of this network uses: 8 passes over 512 MiB.
        static let standard = Cost(passes: 8, memory: 512 << 20)
    }

    static let header = Array("$NACL".utf8)
    private static let nonceCount = 24
    private static let tagCount = 16
    private static let salt: [UInt8] = [
        0x13, 0x71, 0x83, 0xdf, 0xf1, 0x5a, 0x09, 0xbc, 0x9c, 0x90, 0xb5, 0x51, 0x87, 0x39, 0xe9, 0xb1,
    ]

    /// The encryption of a file by its first bytes; nil for none.
    static func format(of bytes: [UInt8]) -> Format? {
        if bytes.starts(with: header) { return .nacl }
        if bytes.starts(with: Array("$ANSIBLE_VAULT".utf8)) { return .ansibleVault }
        if bytes.starts(with: Array("gAAAAA".utf8)) { return .fernet }
        return nil
    }

    /// The encryptions that wallets have used; we read the first.
    enum Format: String {
        case nacl = "NaCl"
        case ansibleVault = "Ansible Vault"
        case fernet = "Fernet"
    }

    static func seal(_ plaintext: SecretBytes, password: Password, cost: Cost) throws(KeyFileError) -> [UInt8] {
        let key = try derivedKey(password, cost: cost)
        let nonce = SecureRandom.bytes(nonceCount)
        var box = [UInt8](repeating: 0, count: plaintext.count + tagCount)
        plaintext.withPointer { bytes in
            key.withPointer { key in
                _ = crypto_secretbox_easy(&box, bytes, UInt64(plaintext.count), nonce, key)
            }
        }
        return header + nonce + box
    }

    static func open(_ bytes: [UInt8], password: Password, cost: Cost) throws(KeyFileError) -> SecretBytes {
        let headCount = header.count + nonceCount
        guard bytes.starts(with: header), bytes.count >= headCount + tagCount else {
            throw .damaged(reason: "it is cut off")
        }
        let nonce = Array(bytes[header.count..<headCount])
        let box = Array(bytes[headCount...])
        let key = try derivedKey(password, cost: cost)
        var isGenuine = false
        let plaintext = SecretBytes(count: box.count - tagCount) { output in
            isGenuine = key.withPointer { crypto_secretbox_open_easy(output, box, UInt64(box.count), nonce, $0) == 0 }
        }
        guard isGenuine else { throw .wrongPassword }
        return plaintext
    }

    private static func derivedKey(_ password: Password, cost: Cost) throws(KeyFileError) -> SecretBytes {
        var isDone = false
        let key = SecretBytes(count: 32) { output in
            isDone = password.withCharacters { characters, count in
                crypto_pwhash_argon2i(
                    output, 32, characters, UInt64(count), salt, cost.passes, cost.memory,
                    crypto_pwhash_argon2i_alg_argon2i13()) == 0
            }
        }
        // The arguments are always valid, so that only the allocation can have failed.
        guard isDone else { throw .memory }
        return key
    }
}
