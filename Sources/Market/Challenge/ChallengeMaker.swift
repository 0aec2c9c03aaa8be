/// The validator's side of `Challenge`: makes passwords up.
package struct ChallengeMaker: Sendable {
    /// What passwords are made of, of which each challenge takes ten.
    package static let alphabet = Array(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!@#$%^&*()-_+=[]{};:,.<>")
    /// Characters of the alphabet that one challenge uses.
    package static let charactersUsed = 10
    /// hashcat's optimized kernels take no longer passwords of this kind.
    package static let mostDifficulty = 31

    /// Characters of each password.
    package let difficulty: Int

    /// - Parameter difficulty: Below 1 counts as 1, above ``mostDifficulty`` as that.
    package init(difficulty: Int) {
        self.difficulty = min(max(difficulty, 1), Self.mostDifficulty)
    }

    /// A challenge with a new password and a new salt of 16 hex digits.
    package func pose(using generator: inout some RandomNumberGenerator) -> PosedChallenge {
        let chars = Self.alphabet.shuffled(using: &generator).prefix(Self.charactersUsed)
        let password = Self.text(difficulty, of: Array(chars), using: &generator)
        let salt = Self.text(16, of: Array("0123456789abcdef"), using: &generator)
        let message = Challenge(
            hash: ChallengeHash.text(password: password, salt: salt), salt: salt, mode: ChallengeHash.mode,
            chars: String(chars), mask: String(repeating: "?1", count: difficulty), difficulty: difficulty)
        return PosedChallenge(message: message)
    }

    private static func text(
        _ count: Int, of characters: [Character], using generator: inout some RandomNumberGenerator
    ) -> String {
        String((0..<count).map { _ in characters[Int.random(in: characters.indices, using: &generator)] })
    }
}
