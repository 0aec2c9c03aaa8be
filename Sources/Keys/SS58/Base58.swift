/// Base 58 with the Bitcoin alphabet; a leading zero byte is a leading `1`.
///
/// Works on 32-bit limbs and five digits a step, because an address is written for every log line and peer message.
enum Base58 {
    private static let alphabet = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
        return values
    }()

    /// The text of any bytes.
    static func encode(_ bytes: [UInt8]) -> String {
        let zeros = bytes.prefix { $0 == 0 }.count
        // Most significant limb first; the first limb may hold fewer than four bytes.
        var limbs = [UInt32](repeating: 0, count: (bytes.count + 3) / 4)
        let padding = limbs.count * 4 - bytes.count
        for (index, byte) in bytes.enumerated() {
            limbs[(index + padding) / 4] |= UInt32(byte) << UInt32(8 * (3 - (index + padding) % 4))
        }
        var digits: [UInt8] = []
        digits.reserveCapacity(bytes.count * 7 / 5 + 6)
        var first = 0
        while first < limbs.count {
            var remainder: UInt64 = 0
            for index in first..<limbs.count {
                let value = remainder << 32 | UInt64(limbs[index])
                limbs[index] = UInt32(truncatingIfNeeded: value / fifthPower)
                remainder = value % fifthPower
            }
            while first < limbs.count, limbs[first] == 0 { first += 1 }
            for _ in 0..<5 {
                digits.append(alphabet[Int(remainder % 58)])
                remainder /= 58
            }
        }
        while digits.last == alphabet[0] { digits.removeLast() }
        for _ in 0..<zeros { digits.append(alphabet[0]) }
        return String(decoding: digits.reversed(), as: UTF8.self)
    }

    /// The bytes of a text, or nil if a character is not of the alphabet; takes time quadratic in the length.
    static func decode(_ text: String) -> [UInt8]? {
        // Least significant limb first.
        var limbs: [UInt32] = []
        limbs.reserveCapacity(text.utf8.count / 5 + 1)
        var chunk: UInt64 = 0
        var power: UInt64 = 1
        for character in text.utf8 {
            let value = values[Int(character)]
            guard value < 58 else { return nil }
            chunk = chunk * 58 + UInt64(value)
            power *= 58
            if power == fifthPower {
                multiply(&limbs, by: power, adding: chunk)
                chunk = 0
                power = 1
            }
        }
        if power > 1 { multiply(&limbs, by: power, adding: chunk) }
        let zeros = text.utf8.prefix { $0 == alphabet[0] }.count
        var bytes: [UInt8] = []
        bytes.reserveCapacity(limbs.count * 4 + zeros)
        for limb in limbs {
            for shift: UInt32 in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: limb >> shift)) }
        }
        while bytes.last == 0 { bytes.removeLast() }
        for _ in 0..<zeros { bytes.append(0) }
        bytes.reverse()
        return bytes
    }

    private static let fifthPower: UInt64 = 58 * 58 * 58 * 58 * 58

    private static func multiply(_ limbs: inout [UInt32], by factor: UInt64, adding addend: UInt64) {
        var carry = addend
        for index in limbs.indices {
            let value = UInt64(limbs[index]) * factor + carry
            limbs[index] = UInt32(truncatingIfNeeded: value)
            carry = value >> 32
        }
        if carry > 0 { limbs.append(UInt32(truncatingIfNeeded: carry)) }
    }
}
