import Crypto
import Foundation
import Keys
import Market
import Testing

/// The name of an allocation.
@Suite("Allocation ids")
struct AllocationIDTests {
    static let pair = try? RenterPrivateKey.generate()

    @Test("It is the first 16 bytes of the SHA-256 of the key's DER")
    func definition() throws {
        let key = try #require(Self.pair)
        let base64 = key.publicPEM.split(separator: "\n").filter { !$0.hasPrefix("-----") }.joined()
        let der = try #require(Data(base64Encoded: base64))
        #expect(key.allocationID.hex == Hex.encode(SHA256.hash(data: der).prefix(16)))
    }

    @Test("Both halves of a pair, and other spellings of the PEM, name the same allocation")
    func spellings() throws {
        let key = try #require(Self.pair)
        let pem = key.publicPEM
        let id = key.allocationID
        #expect(try RenterPublicKey(pem: pem).allocationID == id)
        #expect(AllocationID(publicKeyPEM: pem) == id)
        #expect(AllocationID(publicKeyPEM: pem.trimmingCharacters(in: .newlines)) == id)
        #expect(AllocationID(publicKeyPEM: pem.replacing("\n", with: "\r\n")) == id)
        #expect(try RenterPrivateKey.generate().allocationID != id)
    }

    @Test(
        "Only 32 lower-case hex digits are an id, in JSON, too",
        arguments: [
            "", "0", String(repeating: "0", count: 31), String(repeating: "0", count: 33),
            String(repeating: "A", count: 32),
            String(repeating: "g", count: 32), "0x" + String(repeating: "0", count: 30),
            String(repeating: "\u{664}", count: 16),
            "../" + String(repeating: "0", count: 29),
        ])
    func badText(_ text: String) throws {
        #expect(AllocationID(hex: text) == nil)
        let json = try JSONEncoder().encode([text])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([AllocationID].self, from: json) }
    }

    @Test("An id survives JSON as a text")
    func json() throws {
        let id = try #require(AllocationID(hex: "0123456789abcdef0123456789abcdef"))
        let data = try JSONEncoder().encode([id])
        #expect(String(decoding: data, as: UTF8.self) == #"["0123456789abcdef0123456789abcdef"]"#)
        #expect(try JSONDecoder().decode([AllocationID].self, from: data) == [id])
        #expect("\(id)" == id.hex)
    }
}
