internal import CSodium

/// One step of a derivation path (sp-core `crypto.rs`, `DeriveJunction`).
struct DerivationJunction: Equatable {
    /// True for `//name`: the child's public key cannot be computed from the parent's.
    let isHard: Bool
    /// The 32 bytes that stand for the name.
    let chainCode: [UInt8]

    /// A name that is a decimal number of 64 bits is that number, little-endian; any other is a SCALE string.
    ///
    /// Up to 32 bytes are padded with zeros, more are hashed with BLAKE2b-256.
    init(name: some StringProtocol, isHard: Bool) {
        self.isHard = isHard
        var code: [UInt8]
        if let number = UInt64(name) {
            code = (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * $0)) }
        } else {
            code = Self.compact(name.utf8.count) + Array(name.utf8)
        }
        if code.count > 32 {
            var digest = [UInt8](repeating: 0, count: 32)
            crypto_generichash(&digest, digest.count, code, UInt64(code.count), nil, 0)
            code = digest
        }
        chainCode = code + [UInt8](repeating: 0, count: 32 - code.count)
    }

    /// SCALE's compact length, for lengths below 2^30.
    private static func compact(_ count: Int) -> [UInt8] {
        let value = UInt32(truncatingIfNeeded: count)
        switch count {
        case ..<64:
            return [UInt8(truncatingIfNeeded: value << 2)]
        case ..<16384:
            let word = value << 2 | 1
            return [UInt8(truncatingIfNeeded: word), UInt8(truncatingIfNeeded: word >> 8)]
        default:
            let word = value << 2 | 2
            return (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(8 * $0)) }
        }
    }
}
