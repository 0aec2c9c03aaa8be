import Chain

/// From where an address can be reached.
enum AddressReach: Sendable, Equatable {
    /// From the internet, as far as the address alone tells.
    case everywhere
    /// From this machine only.
    case thisMachine
    /// From the local network, or behind the provider's address translation, only.
    case localNetwork
    /// It is no address of a single host.
    case nowhere

    /// Of an address as the chain has it (RFC 6890, RFC 6598, RFC 4193).
    init(_ address: ChainAddress) {
        if let four = UInt32(exactly: address.number), address.type == 4 {
            self = Self.four(four)
        } else if address.number >> 32 == 0xffff, let four = UInt32(exactly: address.number & 0xffff_ffff) {
            self = Self.four(four)
        } else {
            self = Self.six(address.number)
        }
    }

    private static func four(_ number: UInt32) -> AddressReach {
        func isIn(_ network: UInt32, _ bits: UInt32) -> Bool { (number ^ network) >> (32 - bits) == 0 }
        if isIn(0x7f00_0000, 8) { return .thisMachine }
        // 0.0.0.0/8; multicast, reserved and broadcast.
        if isIn(0, 8) || isIn(0xe000_0000, 3) { return .nowhere }
        // 10/8, 172.16/12, 192.168/16, 169.254/16, 100.64/10.
        let local: [(UInt32, UInt32)] = [
            (0x0a00_0000, 8), (0xac10_0000, 12), (0xc0a8_0000, 16), (0xa9fe_0000, 16), (0x6440_0000, 10),
        ]
        return local.contains { isIn($0.0, $0.1) } ? .localNetwork : .everywhere
    }

    private static func six(_ number: UInt128) -> AddressReach {
        if number == 1 { return .thisMachine }
        if number == 0 || number >> 120 == 0xff { return .nowhere }
        // fc00::/7, fe80::/10.
        return number >> 121 == 0xfc >> 1 || number >> 118 == 0xfe80 >> 6 ? .localNetwork : .everywhere
    }
}
