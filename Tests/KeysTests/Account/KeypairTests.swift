import Testing

@testable import Keys

struct KeypairTests {
    @Test("Secret URIs give the SDK's keys", arguments: KeyVectors.shared?.uris ?? [])
    func uris(vector: KeyVectors.Derived) throws {
        let uri = try #require(vector.uri)
        let keypair = try Keypair(secretURI: uri)
        #expect("0x" + Hex.encode(keypair.account.bytes) == vector.publicKey)
        #expect(keypair.account.ss58 == vector.ss5842)
        let privateKey = keypair.withPrivateKey { "0x" + Hex.encode($0) }
        // A soft junction draws the nonce half at random.
        let hasSoft = uri.replacing("//", with: "").contains("/")
        #expect(privateKey.prefix(66) == vector.sr25519PrivateKey64.prefix(66))
        if !hasSoft { #expect(privateKey == vector.sr25519PrivateKey64) }
        #expect(keypair.account.verifies(keypair.sign([1, 2, 3]), over: [1, 2, 3]))
    }

    @Test("Seeds give the SDK's keys", arguments: KeyVectors.shared?.seeds ?? [])
    func seeds(vector: KeyVectors.Derived) throws {
        let seed = try #require(vector.seed)
        for keypair in [try Keypair(seed: try #require(Hex.decode(seed))), try Keypair(secretURI: seed)] {
            #expect(keypair.account.ss58 == vector.ss5842)
            #expect(keypair.withPrivateKey { "0x" + Hex.encode($0) } == vector.sr25519PrivateKey64)
        }
    }

    @Test("A private key gives its account back", arguments: KeyVectors.shared?.seeds ?? [])
    func privateKeys(vector: KeyVectors.Derived) throws {
        let bytes = try #require(Hex.decode(vector.sr25519PrivateKey64))
        #expect(try Keypair(privateKey: bytes).account.ss58 == vector.ss5842)
    }

    @Test("Private keys that are none are refused")
    func badPrivateKeys() throws {
        let order: [UInt8] = try #require(
            Hex.decode("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010"))
        let nonce = [UInt8](repeating: 7, count: 32)
        for bytes in [[], nonce, order + nonce, [UInt8](repeating: 0, count: 64), [UInt8](repeating: 0xff, count: 64)] {
            #expect(throws: KeyError.privateKey) { try Keypair(privateKey: bytes) }
        }
        #expect(throws: KeyError.seedLength(bytes: 31)) { try Keypair(seed: [UInt8](repeating: 0, count: 31)) }
    }

    @Test(
        "Texts that are no secret URI are refused",
        arguments: ["//", "/", "//Alice/", "//Alice//", "hello", "0x00", "0xzz", "0x", "a b c d e f g h i j k l"])
    func badURIs(text: String) {
        #expect(throws: KeyError.self) { try Keypair(secretURI: text) }
    }

    @Test("The password of a URI keeps its slashes")
    func passwordWithSlashes() throws {
        let phrase = SecretURI.developmentPhrase
        let uri = try #require(SecretURI("\(phrase)//a///b/c//d"))
        #expect(uri.password == "b/c//d")
        #expect(uri.junctions.count == 1)
        #expect(try Keypair(secretURI: "///pw").account == Keypair(secretURI: "\(phrase)///pw").account)
    }

    @Test("Generated keys differ")
    func generated() {
        #expect(Set((0..<20).map { _ in Keypair.generate().account }).count == 20)
    }

    @Test("Secrets are in no description, reflection or dump")
    func redaction() throws {
        let mnemonic = Mnemonic.generate()
        let stored = try StoredKey(mnemonic: mnemonic)
        let secrets = [
            mnemonic.reveal(), String(mnemonic.reveal().split(separator: " ")[0]) + " ",
            Hex.encode(mnemonic.miniSecret()),
            stored.keypair.withPrivateKey { Hex.encode($0) }, "hunter2-\(stored.keypair.account)",
        ]
        let password = Password(secrets[4])
        let values: [Any] = [
            mnemonic, stored, stored.keypair, password, SealingKey(), [mnemonic], ["k": stored.keypair],
            Optional(stored.keypair) as Any, SecretBytes(copying: mnemonic.miniSecret()),
        ]
        for value in values {
            var dumped = ""
            dump(value, to: &dumped)
            for text in ["\(value)", String(describing: value), String(reflecting: value), dumped] {
                for secret in secrets { #expect(!text.contains(secret)) }
                for byte in mnemonic.miniSecret().indices.dropFirst(4).prefix(1) {
                    let numbers = mnemonic.miniSecret()[..<byte].map { "\($0)" }.joined(separator: ", ")
                    #expect(!text.contains(numbers))
                }
            }
        }
        #expect("\(stored.keypair)".contains(stored.keypair.account.ss58))
    }
}
