import Foundation

/// An IP address as the chain stores it: a number and the kind of address.
package struct ChainAddress: Sendable, Equatable {
    /// IPv4 in the low 32 bits, the first part of the text in the highest byte.
    package let number: UInt128
    /// 4 or 6.
    package let type: UInt8

    package init(number: UInt128, type: UInt8) {
        self.number = number
        self.type = type
    }

    /// The address that an IPv4 or IPv6 literal names; nil for anything else.
    package init?(_ text: String) {
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            self.init(number: UInt128(UInt32(bigEndian: four.s_addr)), type: 4)
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            let number = withUnsafeBytes(of: &six) { bytes in
                bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
            }
            self.init(number: number, type: 6)
        } else {
            return nil
        }
    }

    /// The address as a literal; of type 4 a number beyond 32 bits is written as an IPv6 address.
    package var text: String {
        if type != 6, let four = UInt32(exactly: number) { return Self.dotted(four) }
        var six = in6_addr()
        withUnsafeMutableBytes(of: &six) { bytes in
            for index in bytes.indices { bytes[index] = UInt8(truncatingIfNeeded: number >> UInt128(8 * (15 - index))) }
        }
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(AF_INET6, &six, &buffer, socklen_t(buffer.count)) != nil else { return "::" }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Four numbers of one byte, digit by digit: a metagraph has thousands, and 15 bytes fit a string without heap memory.
    private static func dotted(_ address: UInt32) -> String {
        String(unsafeUninitializedCapacity: 15) { buffer in
            var count = 0
            func put(_ byte: UInt32) {
                buffer[count] = UInt8(truncatingIfNeeded: byte)
                count += 1
            }
            var shift: UInt32 = 24
            while true {
                let part = address >> shift & 255
                if part >= 100 { put(48 + part / 100) }
                if part >= 10 { put(48 + part / 10 % 10) }
                put(48 + part % 10)
                guard shift > 0 else { return count }
                put(46)
                shift -= 8
            }
        }
    }
}
