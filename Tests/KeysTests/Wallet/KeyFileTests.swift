import Foundation
import Testing

@testable import Keys

struct KeyFileTests {
    /// A phrase of the fixtures, and the account that every file of theirs holds unless its name says otherwise.
    private static let account = "5DfhGyQdFobKM8NsWvEeAKk5EQQgYe9AydgJ7rMB6E1EqRzV"
    private static let cheap = EncryptedKeyFile.Cost(passes: 3, memory: 8192)

    private static let plainFiles: [(name: String, json: String)] = {
        let files = KeyVectors.shared?.walletFiles
        return [("3.0.4", files?.old ?? [:]), ("11.3.0", files?.new ?? [:])].flatMap { version, files in
            files.sorted { $0.key < $1.key }.compactMap { name, file in
                guard case .plain(let json) = file, json.hasPrefix("{") else { return nil }
                return ("\(version) \(name)", json)
            }
        }
    }()

    private static let encryptedFiles: [KeyVectors.Encrypted] = {
        let files = KeyVectors.shared?.walletFiles
        return [files?.old, files?.new].compactMap {
            guard case .encrypted(let file)? = $0?["coldkey_encrypted"] else { return nil }
            return file
        }
    }()

    @Test("Plain files of the SDKs are read, or refused for a good reason", arguments: plainFiles)
    func golden(name: String, json: String) throws {
        let bytes = Array(json.utf8)
        #expect(!KeyFile.isEncrypted(bytes))
        if name.contains("pub") {
            #expect(try KeyFile.account(bytes).ss58 == Self.account)
            #expect(throws: KeyFileError.publicOnly) { try KeyFile.decode(bytes) }
        } else if name.contains("ed25519") {
            #expect(throws: KeyFileError.unsupportedScheme) { try KeyFile.decode(bytes) }
        } else {
            let key = try KeyFile.decode(bytes)
            let expected = name.contains("uri") ? try Keypair(secretURI: "//Alice").account.ss58 : Self.account
            #expect(key.keypair.account.ss58 == expected)
            #expect(try KeyFile.account(bytes) == key.keypair.account)
            #expect((key.mnemonic != nil) == json.contains("secretPhrase"))
        }
    }

    @Test("There are plain and encrypted files of both SDKs among the fixtures")
    func counted() {
        #expect(Self.plainFiles.count == 10)
        #expect(Self.encryptedFiles.count == 2)
    }

    @Test("The password opens an encrypted file of an SDK at full cost, and a wrong one does not")
    func fullCost() throws {
        let file = try #require(Self.encryptedFiles.last)
        let bytes = try #require(Hex.decode(file.fileHex))
        let password = try #require(KeyVectors.shared?.walletFiles.password)
        let key = try KeyFile.decode(bytes, password: Password(password))
        #expect(key.keypair.account.ss58 == Self.account)
        #expect(throws: KeyFileError.wrongPassword) { try KeyFile.decode(bytes, password: Password(password + " ")) }
    }

    @Test("Encrypted files of the SDKs have the parts that we expect", arguments: encryptedFiles)
    func parts(file: KeyVectors.Encrypted) throws {
        let bytes = try #require(Hex.decode(file.fileHex))
        #expect(EncryptedKeyFile.format(of: bytes) == .nacl)
        #expect(bytes.count == 5 + 24 + 16 + file.plaintext.utf8.count)
        #expect(throws: KeyFileError.passwordNeeded) { try KeyFile.decode(bytes) }
        #expect(throws: KeyFileError.passwordNeeded) { try KeyFile.account(bytes) }
    }

    @Test("An encrypted key comes back with its phrase, and only by its password")
    func encryptedRoundTrip() throws {
        let key = try StoredKey(mnemonic: .generate())
        let password = Password("pass wörd")
        let bytes = try KeyFile.encode(key, password: password, cost: Self.cheap)
        let read = try KeyFile.decode(bytes, password: password, cost: Self.cheap)
        #expect(read.keypair.account == key.keypair.account)
        #expect(read.mnemonic?.reveal() == key.mnemonic?.reveal())
        #expect(throws: KeyFileError.wrongPassword) {
            try KeyFile.decode(bytes, password: Password("pass word"), cost: Self.cheap)
        }
        #expect(!String(decoding: bytes, as: UTF8.self).contains("secretPhrase"))
    }

    @Test("A cut or changed encrypted file is refused")
    func damagedEncrypted() throws {
        let password = Password("p")
        let bytes = try KeyFile.encode(StoredKey(.generate()), password: password, cost: Self.cheap)
        for count in [5, 6, 28, 29, 44] {
            #expect(throws: KeyFileError.damaged(reason: "it is cut off")) {
                try KeyFile.decode(Array(bytes[..<count]), password: password, cost: Self.cheap)
            }
        }
        for place in [5, 28, 29, 44, 45, bytes.count - 1] {
            var changed = bytes
            changed[place] ^= 1
            #expect(throws: KeyFileError.wrongPassword) {
                try KeyFile.decode(changed, password: password, cost: Self.cheap)
            }
        }
        #expect(throws: KeyFileError.wrongPassword) {
            try KeyFile.decode(Array(bytes.dropLast()), password: password, cost: Self.cheap)
        }
    }

    @Test("A plain file has texts only, no cryptoType, and what the key was made from")
    func written() throws {
        let mnemonic = try StoredKey(mnemonic: .generate())
        let seed = try StoredKey(seed: SecureRandom.bytes(32))
        let bare = StoredKey(.generate())
        let common: Set = ["accountId", "publicKey", "privateKey", "ss58Address"]
        for (key, names) in [
            (mnemonic, common.union(["secretPhrase", "secretSeed"])), (seed, common.union(["secretSeed"])),
            (bare, common),
        ] {
            let bytes = try KeyFile.encode(key)
            let fields = try JSONDecoder().decode([String: String].self, from: Data(bytes))
            #expect(Set(fields.keys) == names)
            #expect(try KeyFile.decode(bytes).keypair.account == key.keypair.account)
        }
    }

    @Test("The private key of the file is the one that the SDK writes")
    func sameAsSDK() throws {
        let json = try #require(Self.plainFiles.first { $0.name == "3.0.4 hotkey_plain" }?.json)
        let theirs = try JSONDecoder().decode([String: String].self, from: Data(json.utf8))
        let ours = try JSONDecoder().decode(
            [String: String].self, from: Data(try KeyFile.encode(KeyFile.decode(Array(json.utf8)))))
        #expect(ours == theirs)
    }

    @Test("The reading order is phrase, seed, private key")
    func priority() throws {
        let phrase = try StoredKey(mnemonic: .generate())
        let other = try StoredKey(mnemonic: .generate())
        let seed = Hex.encode(try #require(other.mnemonic).miniSecret())
        let words = try #require(phrase.mnemonic).reveal()
        let json = "{\"secretSeed\":\"0x\(seed)\",\"secretPhrase\":\"\(words)\"}"
        #expect(try KeyFile.decode(Array(json.utf8)).keypair.account == phrase.keypair.account)
        let privateKey = phrase.keypair.withPrivateKey { Hex.encode($0) }
        let second = "{\"privateKey\":\"\(privateKey)\",\"secretSeed\":\"\(seed)\"}"
        #expect(try KeyFile.decode(Array(second.utf8)).keypair.account == other.keypair.account)
    }

    @Test("A file whose address is not that of its secret is refused")
    func mismatch() throws {
        let phrase = Mnemonic.generate().reveal()
        let json = "{\"secretPhrase\":\"\(phrase)\",\"ss58Address\":\"\(Self.account)\"}"
        #expect(throws: KeyFileError.addressMismatch) { try KeyFile.decode(Array(json.utf8)) }
        let hex = String(repeating: "00", count: 32)
        let publicOnly = "{\"publicKey\":\"\(hex)\",\"ss58Address\":\"\(Self.account)\"}"
        #expect(throws: KeyFileError.addressMismatch) { try KeyFile.account(Array(publicOnly.utf8)) }
    }

    @Test("A cryptoType is read as number and as text", arguments: ["1", "\"1\""])
    func cryptoType(value: String) throws {
        let json = "{\"secretPhrase\":\"\(SecretURI.developmentPhrase)\",\"cryptoType\":\(value)}"
        #expect(try KeyFile.decode(Array(json.utf8)).keypair.account.ss58 == Self.account)
        let ed25519 = json.replacing("1", with: "0")
        #expect(throws: KeyFileError.unsupportedScheme) { try KeyFile.decode(Array(ed25519.utf8)) }
    }

    @Test(
        "Garbage is refused, and its words are in no error",
        arguments: [
            "", "{", "null", "[]", "{}", "garbage", "{\"secretPhrase\":12}", "{\"secretPhrase\":\"xyzzy\"}",
            "{\"secretSeed\":\"0x00\"}", "{\"secretSeed\":\"xyzzy\"}", "{\"privateKey\":\"0x00\"}",
            "{\"ss58Address\":\"xyzzy\"}", "{\"publicKey\":\"0x00\"}", "\u{0}\u{1}",
            "{\"cryptoType\":\"xyzzy\"}", String(repeating: "[", count: 60_000),
        ])
    func garbage(text: String) {
        let error = #expect(throws: KeyFileError.self) { try KeyFile.decode(Array(text.utf8)) }
        #expect(error.map { $0.description.contains("xyzzy") } == false)
        #expect(throws: KeyFileError.self) { try KeyFile.account(Array(text.utf8)) }
    }

    @Test(
        "Old encryptions are recognised and refused by name", arguments: ["$ANSIBLE_VAULT;1.1;AES256\n00", "gAAAAABk"])
    func legacy(text: String) {
        #expect(KeyFile.isEncrypted(Array(text.utf8)))
        let error = #expect(throws: KeyFileError.self) { try KeyFile.decode(Array(text.utf8), password: Password("x")) }
        #expect(error?.description.contains("btcli wallet update") == true)
    }

    @Test("A file of public parts names the account to every reader")
    func publicFile() throws {
        let account = Keypair.generate().account
        let bytes = KeyFile.encode(account: account)
        #expect(try KeyFile.account(bytes) == account)
        let fields = try JSONDecoder().decode([String: String].self, from: Data(bytes))
        #expect(Set(fields.keys) == ["accountId", "publicKey", "ss58Address"])
    }
}
