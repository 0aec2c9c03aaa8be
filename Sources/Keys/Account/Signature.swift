/// A signature of 64 bytes in either scheme, not yet checked against anything.
package struct Signature: Hashable, Sendable, CustomStringConvertible {
    /// The 64 bytes as they go on the wire.
    package let bytes: [UInt8]

    /// Takes the bytes; nil unless there are 64.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == 64 else { return nil }
        self.bytes = Array(bytes)
    }

    /// 64 zero bytes, which no key verifies.
    static let empty = Signature(zeros: 64)

    private init(zeros count: Int) { bytes = [UInt8](repeating: 0, count: count) }

    /// Reads 128 digits of either case, with or without `0x`; nil for anything else.
    package init?(hex: String) {
        guard hex.utf8.count <= 130, let bytes = Hex.decode(hex) else { return nil }
        self.init(bytes)
    }

    /// `0x` and 128 lower-case digits.
    package var hex: String { "0x" + Hex.encode(bytes) }

    package var description: String { hex }
}
