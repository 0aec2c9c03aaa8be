/// Why a secret is not usable; never carries a part of it.
package enum KeyError: Error, Equatable, CustomStringConvertible {
    /// A phrase has 12, 15, 18, 21 or 24 words.
    case phraseLength(words: Int)
    /// The word at this place, counted from 1, is not of the English list.
    case unknownWord(place: Int)
    /// All words are known, but the last one does not fit the others: a word is wrong or out of order.
    case phraseChecksum
    /// A seed has 32 bytes.
    case seedLength(bytes: Int)
    /// A private key has 64 bytes, whose first 32 are a reduced scalar other than zero.
    case privateKey
    /// The text is no secret URI.
    case secretURI

    package var description: String {
        switch self {
        case .phraseLength(let words):
            "the recovery phrase has \(words) words; it must have 12, 15, 18, 21 or 24"
        case .unknownWord(let place):
            "word \(place) of the recovery phrase is not in the BIP-39 English list; check its spelling"
        case .phraseChecksum:
            "the recovery phrase has a wrong checksum; a word is wrong or out of order"
        case .seedLength(let bytes):
            "the seed has \(bytes) bytes; it must have 32 (64 hexadecimal digits)"
        case .privateKey:
            "the private key is not valid; it must be 64 bytes (128 hexadecimal digits) of an sr25519 key"
        case .secretURI:
            "not a secret URI; it looks like //Alice, 'twelve words ...//hard/soft' or 0xSEED//hard"
        }
    }
}
