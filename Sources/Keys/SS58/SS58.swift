/// The address format: base 58 of prefix (1 or 2 bytes), key (32), checksum (2) (Substrate wiki, sp-core `crypto.rs`).
enum SS58 {
    /// The address of a 32-byte key.
    static func encode(_ key: [UInt8], prefix: UInt16) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(36)
        if prefix < 64 {
            bytes.append(UInt8(prefix))
        } else {
            bytes.append(UInt8(truncatingIfNeeded: (prefix & 0xfc) >> 2) | 0x40)
            bytes.append(UInt8(truncatingIfNeeded: (prefix >> 8) & 0x3f) | UInt8(truncatingIfNeeded: prefix << 6))
        }
        bytes += key
        bytes += checksum(bytes[...])
        return Base58.encode(bytes)
    }

    /// The prefix and the key of an address, in the order of checks that sp-core uses.
    static func decode(_ text: String) throws(SS58Error) -> (prefix: UInt16, key: [UInt8]) {
        // Base 58 takes quadratic time, and no address is longer than 50 characters.
        guard text.utf8.count <= 128 else { throw .length }
        guard let bytes = Base58.decode(text) else { throw .alphabet }
        guard bytes.count >= 2 else { throw .length }
        let prefix: UInt16
        let prefixCount: Int
        switch bytes[0] {
        case 0..<64:
            prefix = UInt16(bytes[0])
            prefixCount = 1
        case 64..<128:
            prefix = UInt16(bytes[0] << 2 | bytes[1] >> 6) | UInt16(bytes[1] & 0x3f) << 8
            prefixCount = 2
        default:
            throw .prefix
        }
        guard bytes.count == prefixCount + 32 + 2 else { throw .length }
        guard prefix != 46, prefix != 47 else { throw .prefix }
        guard Array(bytes.suffix(2)) == checksum(bytes.dropLast(2)) else { throw .checksum }
        return (prefix, Array(bytes[prefixCount..<prefixCount + 32]))
    }

    private static func checksum(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        let digest = Blake2b.hash(Array("SS58PRE".utf8) + bytes, count: 64)
        return [digest[0], digest[1]]
    }
}
