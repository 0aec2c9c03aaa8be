import Testing

@testable import Keys

struct TranscriptTests {
    @Test("A challenge is the one of merlin's own test")
    func merlinEquivalence() {
        // merlin `transcript.rs`, `equivalence_simple`.
        var transcript = Transcript(label: "test protocol")
        transcript.append("some label", text: "some data")
        #expect(
            Hex.encode(transcript.challenge("challenge", count: 32))
                == "d5a21972d0d5fe320c0d263fac7fffb8145aa640af6e9bca177c03c7efcf0615")
    }

    @Test("A witness is different each time, and leaves the transcript as it was")
    func witness() {
        var transcript = Transcript(label: "test protocol")
        var twin = transcript
        let secret: [UInt8] = [1, 2, 3]
        let first = secret.withUnsafeBytes { transcript.witness("w", secret: $0, count: 64) }
        let second = secret.withUnsafeBytes { transcript.witness("w", secret: $0, count: 64) }
        #expect(first != second)
        #expect(first.count == 64)
        #expect(transcript.challenge("c", count: 32) == twin.challenge("c", count: 32))
    }
}
