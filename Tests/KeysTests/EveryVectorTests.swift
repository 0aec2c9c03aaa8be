import Testing

@testable import Keys

/// The golden file itself, so that a suite over its parts cannot pass by being empty.
struct EveryVectorTests {
    @Test("The golden file is there and whole")
    func isWhole() throws {
        let vectors = try #require(KeyVectors.shared)
        #expect(vectors.mnemonics.count == 4)
        #expect(vectors.uris.count == 20)
        #expect(vectors.seeds.count == 5)
        #expect(vectors.ss58.count == 9)
        #expect(vectors.sr25519.count == 16)
        #expect(vectors.ed25519.count == 7)
        #expect(vectors.walletFiles.old.count == 7)
        #expect(vectors.walletFiles.new.count >= 6)
    }
}
