package import JSON
internal import Keys

/// The blake2b-256 hash that names a block, an extrinsic or a genesis: 32 bytes.
package struct BlockHash: Hashable, Sendable, CustomStringConvertible {
    /// The 32 bytes.
    package let bytes: [UInt8]

    /// Takes the bytes; nil unless there are 32.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        self.bytes = Array(bytes)
    }

    /// Reads 64 digits of either case, with or without `0x`; nil for anything else.
    package init?(hex: String) {
        guard hex.utf8.count <= 66, let bytes = Hex.decode(hex) else { return nil }
        self.init(bytes)
    }

    /// Reads what nodes answer; nil for `null` and for anything that is no hash.
    package init?(_ json: JSONValue?) {
        guard let text = json?.text else { return nil }
        self.init(hex: text)
    }

    /// The hash of these bytes.
    package init(hashing bytes: [UInt8]) { self.bytes = Blake2b.hash(bytes, count: 32) }

    /// 32 zero bytes: the parent of block 0.
    package static let zero = BlockHash(zeros: 32)

    private init(zeros count: Int) { bytes = [UInt8](repeating: 0, count: count) }

    /// `0x` and 64 lower-case digits.
    package var hex: String { "0x" + Hex.encode(bytes) }

    package var description: String { hex }
}
