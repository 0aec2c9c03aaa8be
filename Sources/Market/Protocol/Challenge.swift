package import JSON

/// The message `Challenge`: find the password behind a hash.
///
/// Field names and defaults are wire format (compute protocol of NI Compute 1.9.0).
package struct Challenge: Sendable, Equatable {
    /// The message's name: the path of its requests and the class name in Python.
    package static let name = "Challenge"

    /// `$BLAKE2$` and the hash in hex (``ChallengeHash``).
    package var hash: String
    /// What follows the password in what is hashed.
    package var salt: String
    /// hashcat's number of the kind of hash.
    package var mode: String
    /// The characters that `?1` stands for in the mask.
    package var chars: String
    /// `?1` per character of the password.
    package var mask: String
    /// Characters of the password.
    package var difficulty: Int
    /// The miner's answer.
    package var output: ChallengeOutput

    package init(
        hash: String = "", salt: String = "", mode: String = "", chars: String = "", mask: String = "",
        difficulty: Int = 7, output: ChallengeOutput = ChallengeOutput()
    ) {
        self.hash = hash
        self.salt = salt
        self.mode = mode
        self.chars = chars
        self.mask = mask
        self.difficulty = difficulty
        self.output = output
    }
}

extension Challenge: WireMessage {
    package init(members: JSONMembers) throws(JSONMembers.WrongType) {
        hash = try members.text("challenge_hash")
        salt = try members.text("challenge_salt")
        mode = try members.text("challenge_mode")
        chars = try members.text("challenge_chars")
        mask = try members.text("challenge_mask")
        difficulty = try members.integer("challenge_difficulty", default: 7)
        output = try ChallengeOutput(members: try members.object("output"))
    }

    package var members: [String: JSONValue] {
        [
            "challenge_hash": .text(hash), "challenge_salt": .text(salt), "challenge_mode": .text(mode),
            "challenge_chars": .text(chars), "challenge_mask": .text(mask),
            "challenge_difficulty": .integer(Int64(difficulty)), "output": output.json,
        ]
    }
}
