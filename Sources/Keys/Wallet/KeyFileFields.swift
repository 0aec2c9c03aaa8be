internal import Foundation

/// The fields of a key file (bittensor-wallet `keyfile.rs`); both directions.
struct KeyFileFields: Codable {
    private var accountId: String?
    private var publicKey: String?
    private var privateKey: String?
    private var secretPhrase: String?
    private var secretSeed: String?
    private var ss58Address: String?
    private var cryptoType: CryptoType?

    /// The scheme by its number, 0 for ed25519 and 1 for sr25519: 11.3.0 writes a number, others write a text.
    private struct CryptoType: Codable {
        let number: Int

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Int.self) {
                self.number = number
                return
            }
            let text = try container.decode(String.self)
            guard let number = Int(text) else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a number")
            }
            self.number = number
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(String(number))
        }
    }

    /// Reads the JSON of a plain or decrypted file.
    init(json: [UInt8]) throws(KeyFileError) {
        do {
            self = try JSONDecoder().decode(KeyFileFields.self, from: Data(json))
        } catch {
            // The decoder's own words could quote the content.
            throw .damaged(reason: "it is no JSON object with the fields of a key")
        }
    }

    /// The fields that name the account.
    init(account: AccountID) {
        let hex = "0x" + Hex.encode(account.bytes)
        accountId = hex
        publicKey = hex
        ss58Address = account.ss58
    }

    /// All fields of a key, as far as it has them.
    init(_ key: StoredKey) {
        self.init(account: key.keypair.account)
        privateKey = key.keypair.withPrivateKey { "0x" + Hex.encode($0) }
        secretPhrase = key.mnemonic?.reveal()
        secretSeed = key.revealSeed()
    }

    /// One JSON object; no field is written that is not set.
    func json() -> SecretBytes {
        // Texts of words and digits need no escaping.
        let fields = [
            ("accountId", accountId), ("publicKey", publicKey), ("privateKey", privateKey),
            ("secretPhrase", secretPhrase), ("secretSeed", secretSeed), ("ss58Address", ss58Address),
        ]
        let pairs = fields.compactMap { name, value in value.map { "\"\(name)\":\"\($0)\"" } }
        return SecretBytes(copying: Array("{\(pairs.joined(separator: ","))}".utf8))
    }

    /// The account by its address, which must agree with the public key where the file has both.
    func account() throws(KeyFileError) -> AccountID {
        guard let account = try namedAccount() else { throw .damaged(reason: "it names no account") }
        return account
    }

    /// The key made from the first of phrase, seed and private key that is there, checked against the address.
    func storedKey() throws(KeyFileError) -> StoredKey {
        if let cryptoType, cryptoType.number != 1 { throw .unsupportedScheme }
        guard let secret = try secret() else { throw .publicOnly }
        let key: StoredKey
        do {
            key = try secret.key()
        } catch {
            throw .secret(error)
        }
        if let named = try namedAccount(), named != key.keypair.account { throw .addressMismatch }
        return key
    }

    private enum Secret {
        case phrase(String)
        case seed([UInt8])
        case privateKey([UInt8])

        func key() throws(KeyError) -> StoredKey {
            switch self {
            case .phrase(let phrase): try StoredKey(mnemonic: try Mnemonic(phrase: phrase))
            case .seed(let seed): try StoredKey(seed: seed)
            case .privateKey(let privateKey): StoredKey(try Keypair(privateKey: privateKey))
            }
        }
    }

    private func secret() throws(KeyFileError) -> Secret? {
        if let secretPhrase { return .phrase(secretPhrase) }
        if let secretSeed { return .seed(try Self.bytes(secretSeed)) }
        if let privateKey { return .privateKey(try Self.bytes(privateKey)) }
        return nil
    }

    private func namedAccount() throws(KeyFileError) -> AccountID? {
        var named: AccountID?
        if let ss58Address {
            do {
                named = try AccountID(ss58: ss58Address)
            } catch {
                throw .damaged(reason: error.description)
            }
        }
        for hex in [publicKey, accountId].compactMap({ $0 }) {
            guard let account = AccountID(try Self.bytes(hex)) else {
                throw .damaged(reason: "its public key is not 32 bytes")
            }
            guard named == nil || named == account else { throw .addressMismatch }
            named = account
        }
        return named
    }

    private static func bytes(_ hex: String) throws(KeyFileError) -> [UInt8] {
        guard let bytes = Hex.decode(hex) else { throw .damaged(reason: "a field is not hexadecimal") }
        return bytes
    }
}
