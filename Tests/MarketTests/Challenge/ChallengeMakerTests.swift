import Market
import Testing

/// The validator's side of `Challenge`.
@Suite("Challenge maker")
struct ChallengeMakerTests {
    /// The same numbers in every run (SplitMix64).
    struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
            return mixed ^ (mixed >> 31)
        }
    }

    @Test("The hash is Python's blake2b of password and salt")
    func pythonHash() {
        // hashlib.blake2b(b"pass;word" + b"0123456789abcdef").hexdigest()
        #expect(
            ChallengeHash.text(password: "pass;word", salt: "0123456789abcdef")
                == "$BLAKE2$55d1608cf657eff2875fc08c8e754dfd39eb6192c84116b67c58d3b04aabd065"
                + "3bb63bc3fbf349a3f906b8ffe3050da3e92f3af50f437b59ae04f329c15d9420")
    }

    @Test("A challenge has ten different characters of the alphabet, a mask and a hash in their forms")
    func form() {
        var generator = Seeded(state: 1)
        for difficulty in 1...9 {
            let message = ChallengeMaker(difficulty: difficulty).pose(using: &generator).message
            #expect(message.mode == "610")
            #expect(message.difficulty == difficulty)
            #expect(message.mask == String(repeating: "?1", count: difficulty))
            #expect(message.chars.count == 10)
            #expect(Set(message.chars).count == 10)
            #expect(message.chars.allSatisfy(ChallengeMaker.alphabet.contains))
            #expect(message.salt.count == 16)
            #expect(message.hash.hasPrefix("$BLAKE2$"))
            #expect(message.hash.count == 8 + 128)
        }
    }

    @Test("The alphabet is letters, digits and 24 signs, each once")
    func alphabet() {
        #expect(ChallengeMaker.alphabet.count == 52 + 10 + 24)
        #expect(Set(ChallengeMaker.alphabet).count == ChallengeMaker.alphabet.count)
    }

    @Test("Equal random numbers make equal challenges, others others")
    func randomness() {
        var (first, second, third) = (Seeded(state: 7), Seeded(state: 7), Seeded(state: 8))
        let maker = ChallengeMaker(difficulty: 6)
        let posed = maker.pose(using: &first)
        #expect(posed == maker.pose(using: &second))
        #expect(posed != maker.pose(using: &third))
        #expect(posed != maker.pose(using: &first))
    }

    @Test(
        "Difficulties that no challenge can have are taken as the nearest one", arguments: [(-1, 1), (0, 1), (99, 31)])
    func bounds(asked: Int, made: Int) {
        #expect(ChallengeMaker(difficulty: asked).difficulty == made)
    }

    @Test("Exactly one of all passwords of the form is right")
    func check() {
        var generator = Seeded(state: 3)
        let posed = ChallengeMaker(difficulty: 2).pose(using: &generator)
        let candidates = posed.message.chars.flatMap { first in posed.message.chars.map { "\(first)\($0)" } }
        #expect(candidates.filter { posed.check($0) }.count == 1)
    }

    @Test("An answer of another form is wrong", arguments: [nil, "", "a", "abc", "é?"])
    func badAnswers(_ answer: String?) {
        var generator = Seeded(state: 3)
        #expect(!ChallengeMaker(difficulty: 2).pose(using: &generator).check(answer))
    }
}
