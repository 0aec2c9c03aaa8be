import Testing

@testable import Keys

struct MnemonicTests {
    @Test("Phrases give the SDK's seeds and keys", arguments: KeyVectors.shared?.mnemonics ?? [])
    func golden(vector: KeyVectors.Phrase) throws {
        let mnemonic = try Mnemonic(phrase: vector.mnemonic)
        #expect(mnemonic.reveal() == vector.mnemonic)
        #expect("0x" + Hex.encode(mnemonic.miniSecret(password: vector.password)) == vector.miniSecretSeed)
        let keypair = try Keypair(mnemonic: mnemonic, password: vector.password)
        #expect(keypair.account.ss58 == vector.ss5842)
        #expect("0x" + Hex.encode(keypair.account.bytes) == vector.publicKey)
        #expect(keypair.withPrivateKey { "0x" + Hex.encode($0) } == vector.sr25519PrivateKey64)
        let ed25519 = try #require(mnemonic.ed25519Account(password: vector.password))
        #expect("0x" + Hex.encode(ed25519.bytes) == vector.ed25519PublicKey)
    }

    @Test("The list has its 2,048 words in order")
    func list() {
        #expect(EnglishWords.all.count == 2048)
        #expect(EnglishWords.values.count == 2048)
        #expect(EnglishWords.all == EnglishWords.all.sorted())
        #expect(EnglishWords.all.first == "abandon" && EnglishWords.all.last == "zoo")
    }

    @Test("A generated phrase reads back", arguments: [12, 15, 18, 21, 24])
    func generated(words: Int) throws {
        for _ in 0..<20 {
            let mnemonic = Mnemonic.generate(words: words)
            let phrase = mnemonic.reveal()
            #expect(phrase.split(separator: " ").count == words)
            #expect(try Mnemonic(phrase: phrase).miniSecret() == mnemonic.miniSecret())
        }
    }

    @Test("An impossible number of words becomes a possible one", arguments: [(-1, 12), (13, 15), (16, 18), (99, 24)])
    func rounded(asked: Int, given: Int) {
        #expect(Mnemonic.generate(words: asked).reveal().split(separator: " ").count == given)
    }

    @Test("White space and case do not matter")
    func lenient() throws {
        let phrase = SecretURI.developmentPhrase
        let typed = "  \n\(phrase.uppercased().replacing(" ", with: "\t  "))\n"
        #expect(try Mnemonic(phrase: typed).reveal() == phrase)
    }

    @Test(
        "A wrong phrase is refused with its reason",
        arguments: [
            ("", KeyError.phraseLength(words: 0)),
            ("bottom drive obey", .phraseLength(words: 3)),
            ("bottom drive obey lake curtain smoke basket hold race lonely fit", .phraseLength(words: 11)),
            (
                Array(repeating: "abandon", count: 27).joined(separator: " "),
                .phraseLength(words: 27)
            ),
            ("bottom drive obey lake curtain smoke basket hold race lonely fit wal", .unknownWord(place: 12)),
            ("bottom drive obey lake curtain smoke basket hold race lonely walk fit", .phraseChecksum),
            (
                "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon",
                .phraseChecksum
            ),
        ])
    func refused(phrase: String, error: KeyError) {
        #expect(throws: error) { try Mnemonic(phrase: phrase) }
    }

    @Test("An error names a word by its place, never by its text")
    func silentErrors() {
        let error = #expect(throws: KeyError.self) {
            try Mnemonic(phrase: "xyzzy drive obey lake curtain smoke basket hold race lonely fit walk")
        }
        #expect(error.map { "\($0)".contains("xyzzy") } == false)
    }
}
