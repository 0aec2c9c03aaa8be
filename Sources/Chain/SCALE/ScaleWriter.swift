package import Keys

/// Writes SCALE; the counterpart of `ScaleReader`.
package struct ScaleWriter: Sendable {
    /// What was written so far.
    package private(set) var bytes: [UInt8] = []

    /// Begins with nothing.
    package init() {}

    /// Writes one byte.
    package mutating func byte(_ byte: UInt8) { bytes.append(byte) }

    /// Writes bytes as they are, without a length.
    package mutating func bytes(_ more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

    /// Writes a little-endian integer of its type's width.
    package mutating func integer<T: FixedWidthInteger>(_ value: T) {
        for position in 0..<T.bitWidth / 8 {
            bytes.append(UInt8(truncatingIfNeeded: value &>> T(truncatingIfNeeded: position &* 8)))
        }
    }

    /// Writes a compact integer in its shortest form.
    package mutating func compact<T: FixedWidthInteger & UnsignedInteger>(_ value: T) {
        let value = UInt128(truncatingIfNeeded: value)
        switch value {
        case 0..<1 << 6: byte(UInt8(truncatingIfNeeded: value) &<< 2)
        case 1 << 6..<1 << 14: integer(UInt16(truncatingIfNeeded: value) &<< 2 | 1)
        case 1 << 14..<1 << 30: integer(UInt32(truncatingIfNeeded: value) &<< 2 | 2)
        default:
            let width = max(4, (128 - value.leadingZeroBitCount + 7) / 8)
            byte(UInt8(truncatingIfNeeded: width &- 4) &<< 2 | 3)
            for position in 0..<width {
                byte(UInt8(truncatingIfNeeded: value &>> UInt128(truncatingIfNeeded: position &* 8)))
            }
        }
    }

    /// Writes a boolean.
    package mutating func bool(_ flag: Bool) { byte(flag ? 1 : 0) }

    /// Writes a text: compact length in bytes, then UTF-8.
    package mutating func text(_ text: String) {
        compact(UInt(text.utf8.count))
        bytes(text.utf8)
    }

    /// Writes a byte vector: compact length, then the bytes.
    package mutating func byteVector(_ vector: [UInt8]) {
        compact(UInt(vector.count))
        bytes(vector)
    }

    /// Writes the 32 bytes of an account.
    package mutating func account(_ account: AccountID) { bytes(account.bytes) }

    /// Writes an Option: 0, or 1 and the value.
    package mutating func option<T>(_ value: T?, _ write: (inout ScaleWriter, T) -> Void) {
        guard let value else { return byte(0) }
        byte(1)
        write(&self, value)
    }

    /// Writes a vector: compact count, then the elements.
    package mutating func vector<T>(_ values: [T], _ write: (inout ScaleWriter, T) -> Void) {
        compact(UInt(values.count))
        for value in values { write(&self, value) }
    }
}
