/// Reads SCALE from the front of bytes; any bytes at all give a value or an error (docs.substrate.io, "Type encoding").
package struct ScaleReader: Sendable {
    let source: [UInt8]
    /// The position of the next byte.
    package private(set) var offset = 0

    /// Takes the bytes to read.
    package init(_ bytes: [UInt8]) { source = bytes }

    /// How many bytes are left.
    package var remaining: Int {
        @inline(__always) get { source.count &- offset }
    }

    /// Takes one byte.
    @inline(__always)
    package mutating func byte() throws(ScaleError) -> UInt8 {
        guard offset < source.count else { throw .truncated(needed: 1, at: offset) }
        let byte = source[offset]
        offset &+= 1
        return byte
    }

    /// Takes that many bytes.
    @inline(__always)
    package mutating func bytes(_ count: Int) throws(ScaleError) -> [UInt8] {
        let start = try skip(count)
        return Array(source[start..<offset])
    }

    /// Steps over that many bytes and returns where they began.
    @inline(__always)
    mutating func skip(_ count: Int) throws(ScaleError) -> Int {
        guard count >= 0, count <= remaining else { throw .truncated(needed: count, at: offset) }
        let start = offset
        offset &+= count
        return start
    }

    /// Takes a little-endian integer of the type's width.
    @inline(__always)
    package mutating func integer<T: FixedWidthInteger>(_ type: T.Type = T.self) throws(ScaleError) -> T {
        let width = T.bitWidth / 8
        if width <= 8 { return T(truncatingIfNeeded: try word(width)) }
        let start = try skip(width)
        var value: T = 0
        var position = 0
        while position < width {
            value |= T(truncatingIfNeeded: source[start &+ position]) &<< T(truncatingIfNeeded: position &* 8)
            position &+= 1
        }
        return value
    }

    /// Takes 1 to 8 bytes as a little-endian number.
    @inline(__always)
    mutating func word(_ width: Int) throws(ScaleError) -> UInt64 {
        let start = try skip(width)
        // One load where eight bytes are left: this is what most of the time of decoding was spent on.
        if start &+ 8 <= source.count {
            let word = source.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: start, as: UInt64.self) }
            return UInt64(littleEndian: word) & (UInt64.max &>> UInt64(truncatingIfNeeded: 64 &- width &* 8))
        }
        var value: UInt64 = 0
        for position in 0..<width {
            value |= UInt64(source[start &+ position]) &<< UInt64(truncatingIfNeeded: position &* 8)
        }
        return value
    }

    /// Throws `trailing` unless everything was read.
    package func finish() throws(ScaleError) {
        guard remaining == 0 else { throw .trailing(remaining) }
    }
}
