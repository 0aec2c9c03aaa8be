import Keys

/// Reads SCALE values from borrowed memory; once anything is wrong it says so for good and yields zeros.
///
/// What it accepts is exactly what ``ScaleReader`` accepts. One question at the end instead of an error at each field is
/// what makes the fast path fast. It must not outlive the memory that it was given.
struct WireCursor {
    private let bytes: UnsafeRawBufferPointer
    private var offset = 0
    private(set) var failed = false

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    private var remaining: Int { bytes.count &- offset }

    /// Nothing went wrong, and nothing is left.
    var isFinished: Bool { !failed && remaining == 0 }

    /// A little-endian integer of fixed width.
    @inline(__always)
    mutating func integer<T: FixedWidthInteger & BitwiseCopyable>(_: T.Type = T.self) -> T {
        guard remaining >= MemoryLayout<T>.size else { return fail() }
        let value = bytes.loadUnaligned(fromByteOffset: offset, as: T.self)
        offset &+= MemoryLayout<T>.size
        return T(littleEndian: value)
    }

    @inline(__always)
    mutating func bool() -> Bool {
        let byte = integer(UInt8.self)
        if byte > 1 { failed = true }
        return byte == 1
    }

    /// A compact integer in its shortest form, as a strict decoder demands.
    @inline(__always)
    mutating func compact<T: FixedWidthInteger & UnsignedInteger>(_: T.Type = T.self) -> T {
        guard remaining > 0 else { return fail() }
        let first = bytes[offset]
        // Most values of a subnet are small.
        if first & 3 == 0 {
            offset &+= 1
            return T(truncatingIfNeeded: first &>> 2)
        }
        guard let value = T(exactly: wideCompact(first)) else { return fail() }
        return value
    }

    /// A compact integer that takes more than one byte.
    private mutating func wideCompact(_ first: UInt8) -> UInt64 {
        switch first & 3 {
        case 1:
            let value = integer(UInt16.self) &>> 2
            return value >= 1 << 6 ? UInt64(value) : fail()
        case 2:
            let value = integer(UInt32.self) &>> 2
            return value >= 1 << 14 ? UInt64(value) : fail()
        default:
            let count = Int(first &>> 2) &+ 4
            guard count <= 8, remaining > count else { return fail() }
            var value: UInt64 = 0
            for index in 0..<count { value |= UInt64(bytes[offset &+ 1 &+ index]) &<< UInt64(8 &* index) }
            // The shortest form has no zero on top and is not used for what fits into 30 bits.
            guard value >= 1 << 30, value &>> UInt64(8 &* (count &- 1)) != 0 else { return fail() }
            offset &+= 1 &+ count
            return value
        }
    }

    /// The number of elements that follow, each of which takes at least `size` bytes.
    mutating func count(size: Int = 1) -> Int {
        let count = Int(compact(UInt32.self))
        // Nobody makes us reserve memory for what did not come.
        guard count <= remaining / size else { return fail() }
        return count
    }

    @inline(__always)
    mutating func account() -> AccountID {
        AccountID(words: (integer(), integer(), integer(), integer()))
    }

    /// A vector of what `read` reads, at least `size` bytes each; empty when it cannot be read.
    @inline(__always)
    mutating func vector<R>(size: Int = 1, _ read: (inout WireCursor) -> R) -> [R] {
        let count = count(size: size)
        var elements: [R] = []
        elements.reserveCapacity(count)
        for _ in 0..<count where !failed { elements.append(read(&self)) }
        return elements
    }

    /// A vector of compact integers that nobody asked for.
    mutating func skipVector<T: FixedWidthInteger & UnsignedInteger>(_: T.Type) {
        for _ in 0..<count() where !failed { _ = compact(T.self) }
    }

    @inline(never)
    private mutating func fail<T: FixedWidthInteger>() -> T {
        failed = true
        // What follows cannot be read, either.
        offset = bytes.count
        return 0
    }
}
