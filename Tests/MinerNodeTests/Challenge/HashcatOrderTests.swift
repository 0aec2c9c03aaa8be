import Market
import Testing

@testable import MinerNode

/// What of a challenge may reach a command line.
struct HashcatOrderTests {
    static let sample = "$BLAKE2$" + String(repeating: "0a", count: 64)

    static func changed(_ change: (inout Challenge) -> Void) -> Challenge {
        var message = Challenges.message
        change(&message)
        return message
    }

    @Test("What a validator makes is accepted, whatever the dice say")
    func genuine() throws {
        var generator = SystemRandomNumberGenerator()
        for difficulty in 1...31 {
            let message = ChallengeMaker(difficulty: difficulty).pose(using: &generator).message
            let order = try HashcatOrder(message)
            #expect(order.hash == message.hash)
            #expect(order.salt == message.salt)
            #expect(order.chars == message.chars)
            #expect(order.mask == message.mask)
        }
    }

    @Test("Difficulty 0 and less is refused", arguments: [0, -1, .min])
    func difficulty(_ difficulty: Int) {
        refused(Self.changed { $0.difficulty = difficulty }, .difficulty)
    }

    @Test("Every other mode is refused", arguments: ["", "0", "0610", "610 ", " 610", "610\n", "600", "-m 610", "٦١٠"])
    func mode(_ mode: String) {
        refused(Self.changed { $0.mode = mode }, .mode)
    }

    @Test(
        "What is no hash of this mode is refused",
        arguments: [
            "", "$BLAKE2$", sample + "0", String(sample.dropLast()), String(sample.dropLast()) + "g",
            String(sample.dropLast()) + "A", "--help" + sample.dropFirst(6), "/etc/passwd",
            "$BLAKE3$" + sample.dropFirst(8),
            sample + "\n", sample + ":salt", String(sample.dropLast()) + "\u{661}",
        ])
    func hash(_ hash: String) {
        refused(Self.changed { $0.hash = hash }, .hash)
    }

    @Test(
        "What is no salt of letters and digits is refused",
        arguments: [
            "", String(repeating: "a", count: 65), "a:b", "a b", "a\n", "-a", "../a", "a\0", "é", "a;id", "$(id)",
        ])
    func salt(_ salt: String) {
        refused(Self.changed { $0.salt = salt }, .salt)
    }

    @Test(
        "Characters that are none, or too many, are refused",
        arguments: ["", String(repeating: "a", count: 96), "a b", "a\n", "\u{0}", "é", "a\u{7f}"])
    func chars(_ chars: String) {
        refused(Self.changed { $0.chars = chars }, .chars)
    }

    @Test(
        "Every mask but ?1 per character is refused",
        arguments: [
            "", "?", "?1?", "?2", "?a", "?1?a", "?1x", "1?", "--mask", "?1 ?1", "?1\n", "/etc/x.hcmask",
            String(repeating: "?1", count: 32),
        ])
    func mask(_ mask: String) {
        refused(Self.changed { $0.mask = mask }, .mask)
    }

    @Test("An empty message is refused")
    func empty() {
        refused(Challenge(), .mode)
    }

    @Test("No reason repeats what was sent")
    func reasons() {
        let message = Self.changed { $0.salt = "canary!" }
        #expect {
            try HashcatOrder(message)
        } throws: {
            !"\($0)".contains("canary")
        }
    }

    private func refused(
        _ message: Challenge, _ refusal: HashcatOrder.Refusal, at location: SourceLocation = #_sourceLocation
    ) {
        #expect(throws: refusal, sourceLocation: location) { try HashcatOrder(message) }
    }
}
