package import Market

/// A challenge whose every part may stand on a command line; the only way there.
package struct HashcatOrder: Sendable, Equatable {
    /// Why a challenge is not worked on.
    package enum Refusal: Error, Equatable, CustomStringConvertible {
        case difficulty
        case mode
        case hash
        case salt
        case chars
        case mask

        package var description: String {
            switch self {
            case .difficulty: "a challenge of difficulty 0 or less cannot be solved"
            case .mode: "only mode \(ChallengeHash.mode) is known"
            case .hash: "the hash is not \(ChallengeHash.prefix) with 128 lower-case hex digits"
            case .salt: "the salt is not 1 to 64 letters and digits"
            case .chars: "the characters are not 1 to 95 printable ASCII characters"
            case .mask: "the mask is not ?1 for each of 1 to \(ChallengeMaker.mostDifficulty) characters"
            }
        }
    }

    let hash: String
    let salt: String
    let chars: String
    let mask: String

    /// What `message` asks for.
    /// - Throws: The first ``Refusal`` that applies; what was sent is in none of them.
    package init(_ message: Challenge) throws(Refusal) {
        guard message.difficulty > 0 else { throw .difficulty }
        guard message.mode == ChallengeHash.mode else { throw .mode }
        guard Self.isHash(message.hash) else { throw .hash }
        guard (1...64).contains(message.salt.utf8.count), message.salt.utf8.allSatisfy(Self.isAlphanumeric) else {
            throw .salt
        }
        guard (1...95).contains(message.chars.utf8.count), message.chars.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
        else {
            throw .chars
        }
        guard Self.isMask(message.mask) else { throw .mask }
        hash = message.hash
        salt = message.salt
        chars = message.chars
        mask = message.mask
    }

    private static func isHash(_ text: String) -> Bool {
        let prefix = Array(ChallengeHash.prefix.utf8)
        let bytes = Array(text.utf8)
        return bytes.count == prefix.count + 128 && bytes.starts(with: prefix)
            && bytes.dropFirst(prefix.count).allSatisfy(Self.isHexDigit)
    }

    private static func isMask(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty, bytes.count <= 2 * ChallengeMaker.mostDifficulty else { return false }
        return text == String(repeating: "?1", count: bytes.count / 2)
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower)
    }
}
