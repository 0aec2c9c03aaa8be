/// Bits in the order of their arrival, most significant first; holds up to 32.
struct BitQueue {
    private var value: UInt64 = 0
    private var count: UInt64 = 0

    /// Appends the lowest `count` bits.
    mutating func push(_ bits: UInt32, count added: UInt64) {
        value = (value << added | UInt64(bits)) & 0xffff_ffff
        count = min(count + added, 32)
    }

    /// Takes the first `wanted` bits, or nil if fewer are there.
    mutating func pop(count wanted: UInt64) -> UInt32? {
        guard count >= wanted else { return nil }
        count -= wanted
        return UInt32(truncatingIfNeeded: (value >> count) & ((1 << wanted) - 1))
    }

    /// Takes what is left, with its length; nil if nothing is left, or more than `limit`.
    mutating func popAll(atMost limit: UInt64) -> (value: UInt32, count: UInt32)? {
        let left = count
        guard left > 0, left <= limit, let value = pop(count: left) else { return nil }
        return (value, UInt32(left))
    }
}
