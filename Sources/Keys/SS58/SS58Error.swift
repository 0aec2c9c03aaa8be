/// Why a text is no address; the descriptions are those of the Python SDK (sp-core `PublicError`).
package enum SS58Error: Error, Equatable, CustomStringConvertible {
    /// It does not hold 32 bytes of key.
    case length
    /// A character is outside the base-58 alphabet.
    case alphabet
    /// The first byte starts no known form of prefix, or the prefix is a reserved one.
    case prefix
    /// The two check bytes do not match: a typing error.
    case checksum

    package var description: String {
        switch self {
        case .length: "Invalid SS58 address: Length is bad"
        case .alphabet: "Invalid SS58 address: Base 58 requirement is violated"
        case .prefix: "Invalid SS58 address: Invalid SS58 prefix byte."
        case .checksum: "Invalid SS58 address: Invalid checksum"
        }
    }
}
