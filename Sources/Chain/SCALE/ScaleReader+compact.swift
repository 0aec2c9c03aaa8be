extension ScaleReader {
    /// Takes a compact integer; one written longer than necessary is refused.
    @inline(__always)
    package mutating func compact<T: FixedWidthInteger & UnsignedInteger>(
        _ type: T.Type = T.self
    ) throws(ScaleError) -> T {
        guard offset < source.count else { throw .truncated(needed: 1, at: offset) }
        let first = source[offset]
        if first & 3 == 0 {
            _ = try skip(1)
            return T(truncatingIfNeeded: first &>> 2)
        }
        guard first <= 0x13 || first & 3 != 3 else {
            guard let value = T(exactly: try widestCompact()) else { throw .overflow }
            return value
        }
        guard let value = T(exactly: try longCompact(first)) else { throw .overflow }
        return value
    }

    /// Takes a compact integer of 2 to 9 bytes.
    private mutating func longCompact(_ first: UInt8) throws(ScaleError) -> UInt64 {
        switch first & 3 {
        case 1:
            let value = try word(2) &>> 2
            guard value >= 1 << 6 else { throw .nonMinimalCompact }
            return value
        case 2:
            let value = try word(4) &>> 2
            guard value >= 1 << 14 else { throw .nonMinimalCompact }
            return value
        default:
            let width = Int(first &>> 2) &+ 4
            // All of it must be there before any of it is taken.
            guard remaining > width else { throw .truncated(needed: width &+ 1, at: offset) }
            _ = try skip(1)
            let value = try word(width)
            let least: UInt64 = width == 4 ? 1 << 30 : 1 &<< UInt64(truncatingIfNeeded: (width &- 1) &* 8)
            guard value >= least else { throw .nonMinimalCompact }
            return value
        }
    }

    /// Takes a compact integer of 10 to 17 bytes; longer ones do not fit any type.
    @inline(never)
    private mutating func widestCompact() throws(ScaleError) -> UInt128 {
        let width = Int(source[offset] &>> 2) &+ 4
        let start = try skip(width &+ 1) &+ 1
        guard source[offset &- 1] != 0 else { throw .nonMinimalCompact }
        guard width <= 16 else { throw .overflow }
        var value: UInt128 = 0
        for position in 0..<width {
            value |= UInt128(source[start &+ position]) &<< UInt128(position &* 8)
        }
        return value
    }

    /// Takes a compact length, which is never greater than the bytes that are left: every element takes at least one.
    @inline(__always)
    package mutating func count() throws(ScaleError) -> Int {
        let count = Int(try compact(UInt32.self))
        guard count <= remaining else { throw .tooLong(count) }
        return count
    }
}
