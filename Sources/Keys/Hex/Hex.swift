/// Hexadecimal text, as keys, signatures and hashes are written everywhere in this project.
package enum Hex {
    /// Writes two lower-case digits a byte, without a prefix.
    package static func encode(_ bytes: some Sequence<UInt8>) -> String {
        let bytes = Array(bytes)
        return String(unsafeUninitializedCapacity: bytes.count * 2) { digits in
            var position = 0
            for byte in bytes {
                digits[position] = digit(byte >> 4)
                digits[position + 1] = digit(byte & 15)
                position += 2
            }
            return position
        }
    }

    /// Reads digits of either case, with or without `0x`; nil for an odd count or any other character.
    package static func decode(_ text: some StringProtocol) -> [UInt8]? {
        text.utf8.withContiguousStorageIfAvailable { decode(UnsafeRawBufferPointer($0)) }
            ?? Array(text.utf8).withUnsafeBytes { decode($0) }
    }

    private static func decode(_ text: UnsafeRawBufferPointer) -> [UInt8]? {
        let hasPrefix = text.count >= 2 && text[0] == UInt8(ascii: "0") && text[1] == UInt8(ascii: "x")
        let start = hasPrefix ? 2 : 0
        guard (text.count - start) % 2 == 0 else { return nil }
        let count = (text.count - start) / 2
        // A digit has no bit above the fourth, anything else has the eighth: one check at the end finds any.
        var seen: UInt8 = 0
        let values = values
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { bytes, initialized in
            for index in 0..<count {
                let high = values[Int(text[start + 2 * index])]
                let low = values[Int(text[start + 2 * index + 1])]
                seen |= high | low
                bytes[index] = high &<< 4 | (low & 15)
            }
            initialized = count
        }
        return seen < 16 ? bytes : nil
    }

    @inline(__always)
    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") &+ value : UInt8(ascii: "a") &+ (value &- 10)
    }

    /// The value of each byte as a digit, or 255.
    private static let values: [256 of UInt8] = {
        var values: [256 of UInt8] = .init(repeating: 255)
        for (value, digit) in "0123456789abcdef".utf8.enumerated() { values[Int(digit)] = UInt8(value) }
        for (value, digit) in "ABCDEF".utf8.enumerated() { values[Int(digit)] = UInt8(value + 10) }
        return values
    }()
}
