import Foundation
import Keys
import Testing
import Wire

/// The uuid that promises a signed body, and the texts that are signed.
@Suite("Sender ids and signed texts")
struct SenderIDTests {
    @Test("Our uuid is a version-8 UUID that Python can read, and promises a signed body")
    func bodySigning() throws {
        let uuid = SenderID.bodySigning()
        #expect(UUID(uuidString: uuid) != nil)
        #expect(SenderID.promisesSignedBody(uuid))
        #expect(uuid != SenderID.bodySigning())
        let variant = try #require(uuid.dropFirst(19).first)
        #expect("89ab".contains(variant))
    }

    @Test(
        "No uuid of Python promises one",
        arguments: [
            "3d2c9e20-e563-11f1-a417-02fc00000001", "3d2c9e20-e563-41f1-a417-02fc00000001", "", "8",
            "88888888-8888-1888-8888-888888888888", "--------------8",
        ])
    func pythonUUIDs(_ uuid: String) {
        #expect(!SenderID.promisesSignedBody(uuid))
        #expect(!SenderID.promisesSignedBody(SenderID.random()))
    }

    @Test("An answer's signed text has six lines")
    func answer() {
        let text = AnswerSignature.payload(
            status: 200, nonce: 17, body: Array("abc".utf8), axon: "axon", caller: "caller")
        let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(String(decoding: text, as: UTF8.self) == "ni-answer/1\n200\n17\n\(digest)\naxon\ncaller")
    }
}
