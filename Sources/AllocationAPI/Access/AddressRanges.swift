import Foundation
package import NIOCore

/// A list of IP addresses and CIDR ranges.
package struct AddressRanges: Sendable, Equatable {
    /// What is wrong with the text of a list.
    package enum Problem: Error, Equatable, CustomStringConvertible {
        case empty
        case entry(String)

        package var description: String {
            switch self {
            case .empty: "the list of addresses is empty: set WHITELISTED_IPS, or leave --api.whitelist away"
            case .entry(let entry): "\(entry.prefix(64)) is neither an IP address nor a CIDR range"
            }
        }
    }

    private let ranges: [Range]

    /// The list of `text`, whose entries have commas between them.
    /// - Throws: ``Problem``, naming the first entry that is none.
    package init(_ text: String) throws(Problem) {
        var ranges: [Range] = []
        for part in text.split(separator: ",") {
            let entry = part.trimmingCharacters(in: .whitespaces)
            if entry.isEmpty { continue }
            guard let range = Range(entry) else { throw .entry(entry) }
            ranges.append(range)
        }
        guard !ranges.isEmpty else { throw .empty }
        self.ranges = ranges
    }

    /// Whether `address` is in the list; an IPv4 address written as IPv6 is that IPv4 address.
    package func contains(_ address: SocketAddress?) -> Bool {
        guard let text = address?.ipAddress, let bits = Self.bits(text) else { return false }
        return ranges.contains { $0.contains(bits) }
    }

    /// Addresses with an equal beginning; IPv4 as ::ffff:0:0/96.
    private struct Range: Equatable {
        let first: UInt128
        let mask: UInt128
        let isIPv4: Bool

        init?(_ entry: String) {
            let parts = entry.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            guard let bits = AddressRanges.bits(String(parts[0])) else { return nil }
            // An IPv6 text may mean an IPv4 address; its prefix counts from the front of the IPv6 one all the same.
            let offset = parts[0].contains(":") ? 0 : 96
            var length = 128
            if parts.count > 1 {
                guard parts[1].utf8.count <= 3, parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                    let number = Int(parts[1]), number + offset <= 128
                else { return nil }
                length = number + offset
            }
            mask = length == 0 ? 0 : ~UInt128(0) << UInt128(128 - length)
            first = bits & mask
            isIPv4 = length >= 96 && AddressRanges.isIPv4(bits)
        }

        /// A range of IPv6 never means IPv4 addresses, however wide it is.
        func contains(_ bits: UInt128) -> Bool {
            bits & mask == first && isIPv4 == AddressRanges.isIPv4(bits)
        }
    }

    private static func isIPv4(_ bits: UInt128) -> Bool { bits >> 32 == 0xffff }

    private static func bits(_ text: String) -> UInt128? {
        var four = [UInt8](repeating: 0, count: 4)
        if inet_pton(AF_INET, text, &four) == 1 {
            return four.reduce(UInt128(0xffff)) { $0 << 8 | UInt128($1) }
        }
        var sixteen = [UInt8](repeating: 0, count: 16)
        guard inet_pton(AF_INET6, text, &sixteen) == 1 else { return nil }
        return sixteen.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
    }
}
