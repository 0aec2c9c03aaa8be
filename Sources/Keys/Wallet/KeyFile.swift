/// A key file as bittensor wallets write it: one JSON object, plain or encrypted (spec of the formats: `keys.json`).
package enum KeyFile {
    /// The longest file that is read; a real one has about 600 bytes.
    package static let sizeLimit = 64 << 10

    /// True if the first bytes are those of any encryption that wallets have used, old ones included.
    package static func isEncrypted(_ bytes: [UInt8]) -> Bool { EncryptedKeyFile.format(of: bytes) != nil }

    /// The key of a file that holds a secret; an encrypted file needs the password, a plain one ignores it.
    package static func decode(_ bytes: [UInt8], password: Password? = nil) throws(KeyFileError) -> StoredKey {
        try decode(bytes, password: password, cost: .standard)
    }

    /// The account of a plain file, with or without a secret; derives nothing.
    package static func account(_ bytes: [UInt8]) throws(KeyFileError) -> AccountID {
        guard !isEncrypted(bytes) else { throw .passwordNeeded }
        return try KeyFileFields(json: bytes).account()
    }

    /// The bytes of a key file, encrypted if there is a password (seconds of work and 512 MiB).
    ///
    /// All values are texts and `cryptoType` is left out, which every version of the SDK reads.
    package static func encode(_ key: StoredKey, password: Password? = nil) throws(KeyFileError) -> [UInt8] {
        try encode(key, password: password, cost: .standard)
    }

    /// The bytes of a file that only names the account, such as `coldkeypub.txt`.
    package static func encode(account: AccountID) -> [UInt8] {
        KeyFileFields(account: account).json().withBytes { Array($0) }
    }

    static func decode(
        _ bytes: [UInt8], password: Password?, cost: EncryptedKeyFile.Cost
    ) throws(KeyFileError) -> StoredKey {
        switch EncryptedKeyFile.format(of: bytes) {
        case nil:
            return try KeyFileFields(json: bytes).storedKey()
        case .nacl:
            guard let password else { throw .passwordNeeded }
            let plaintext = try EncryptedKeyFile.open(bytes, password: password, cost: cost)
            return try KeyFileFields(json: plaintext.withBytes { Array($0) }).storedKey()
        case .some(let format):
            throw .legacyEncryption(format: format.rawValue)
        }
    }

    static func encode(
        _ key: StoredKey, password: Password?, cost: EncryptedKeyFile.Cost
    ) throws(KeyFileError) -> [UInt8] {
        let json = KeyFileFields(key).json()
        guard let password else { return json.withBytes { Array($0) } }
        return try EncryptedKeyFile.seal(json, password: password, cost: cost)
    }
}
