import Foundation
import Testing

/// `Vectors/keys.json`: keys, signatures and wallet files made by bittensor-wallet 3.0.4 and bittensor 11.3.0.
struct KeyVectors: Decodable {
    struct Phrase: Decodable, CustomTestStringConvertible {
        let mnemonic: String
        let password: String
        let miniSecretSeed: String
        let sr25519PrivateKey64: String
        let publicKey: String
        let ss5842: String
        let ed25519PublicKey: String

        enum CodingKeys: String, CodingKey {
            case mnemonic
            case password
            case miniSecretSeed = "mini_secret_seed"
            case sr25519PrivateKey64 = "sr25519_private_key_64"
            case publicKey = "public_key"
            case ss5842 = "ss58_42"
            case ed25519PublicKey = "ed25519_public_key"
        }

        var testDescription: String { mnemonic }
    }

    struct Derived: Decodable, CustomTestStringConvertible {
        let uri: String?
        let seed: String?
        let publicKey: String
        let ss5842: String
        let sr25519PrivateKey64: String

        enum CodingKeys: String, CodingKey {
            case uri
            case seed
            case publicKey = "public_key"
            case ss5842 = "ss58_42"
            case sr25519PrivateKey64 = "sr25519_private_key_64"
        }

        var testDescription: String { uri ?? seed ?? "" }
    }

    struct Address: Decodable, CustomTestStringConvertible {
        let publicKey: String?
        let ss5842: String?
        let address: String?
        let valid: Bool
        let error: String?

        enum CodingKeys: String, CodingKey {
            case publicKey = "public_key"
            case ss5842 = "ss58_42"
            case address
            case valid
            case error = "error_3_0_4"
        }

        var testDescription: String { ss5842 ?? address ?? "" }
    }

    struct Signed: Decodable, CustomTestStringConvertible {
        let name: String?
        let messageHex: String
        let signature: String
        let publicKey: String
        let valid: Bool?
        let verify: Verdict?

        enum CodingKeys: String, CodingKey {
            case name
            case messageHex = "message_hex"
            case signature
            case publicKey = "public_key"
            case valid
            case verify = "verify_3_0_4"
        }

        var testDescription: String { name ?? "\(publicKey) \(messageHex.prefix(16))" }
    }

    /// What the SDK answered: true, false, or an error's text.
    enum Verdict: Decodable, Equatable {
        case answer(Bool)
        case error(String)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let answer = try? container.decode(Bool.self) {
                self = .answer(answer)
            } else {
                self = .error(try container.decode(String.self))
            }
        }
    }

    struct Encrypted: Decodable, CustomTestStringConvertible {
        let fileHex: String
        let plaintext: String

        enum CodingKeys: String, CodingKey {
            case fileHex = "file_hex"
            case plaintext
        }

        var testDescription: String { "encrypted file of \(fileHex.count / 2 - 1) bytes" }
    }

    struct WalletFiles: Decodable {
        let password: String
        let derivedKeyHex: String
        let old: [String: AnyFile]
        let new: [String: AnyFile]

        enum CodingKeys: String, CodingKey {
            case password
            case derivedKeyHex = "derived_key_hex"
            case old = "bittensor_wallet_3_0_4"
            case new = "bittensor_11_3_0"
        }
    }

    enum AnyFile: Decodable {
        case plain(String)
        case encrypted(Encrypted)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self = .plain(text)
            } else {
                self = .encrypted(try container.decode(Encrypted.self))
            }
        }
    }

    let mnemonics: [Phrase]
    let uris: [Derived]
    let seeds: [Derived]
    let ss58: [Address]
    let sr25519: [Signed]
    let ed25519: [Signed]
    let walletFiles: WalletFiles

    enum CodingKeys: String, CodingKey {
        case mnemonics
        case uris
        case seeds
        case ss58
        case sr25519 = "sr25519_vectors"
        case ed25519 = "ed25519_vectors"
        case walletFiles = "wallet_files"
    }

    /// The file, read once; nil, which `EveryVectorTests` reports, if it is not readable.
    static let shared: KeyVectors? = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Vectors/keys.json")
        return try? JSONDecoder().decode(KeyVectors.self, from: Data(contentsOf: file))
    }()
}
