/// A challenge that was put to miners, with the means to check their answers.
package struct PosedChallenge: Sendable, Equatable {
    /// What the miners get.
    package let message: Challenge

    package init(message: Challenge) { self.message = message }

    /// Whether `password` is an answer: it has the hash, and the form that was asked for.
    package func check(_ password: String?) -> Bool {
        guard let password, password.count == message.difficulty else { return false }
        return password.allSatisfy(message.chars.contains)
            && ChallengeHash.text(password: password, salt: message.salt) == message.hash
    }
}
