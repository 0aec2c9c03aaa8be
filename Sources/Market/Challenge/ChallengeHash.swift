import Keys

/// The hash of a challenge as hashcat writes it: mode 610, BLAKE2b-512 of the password followed by the salt.
package enum ChallengeHash {
    /// hashcat's number of this kind of hash.
    package static let mode = "610"
    /// What stands before the 128 lower-case hex digits.
    package static let prefix = "$BLAKE2$"

    /// The hash of `password` with `salt`, as text.
    package static func text(password: String, salt: String) -> String {
        prefix + Hex.encode(Blake2b.hash(Array(password.utf8) + Array(salt.utf8), count: 64))
    }
}
