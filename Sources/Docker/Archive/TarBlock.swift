/// One block of 512 bytes, as the header of an entry (POSIX.1-1988, "ustar Interchange Format").
struct TarBlock: Sendable {
    static let size = 512

    static let name = 0..<100
    static let mode = 100..<108
    static let user = 108..<116
    static let group = 116..<124
    static let length = 124..<136
    static let modified = 136..<148
    static let sum = 148..<156
    static let type = 156..<157
    static let target = 157..<257
    static let magic = 257..<263
    static let version = 263..<265
    static let prefix = 345..<500

    private(set) var bytes: [UInt8]

    /// A block of zeros.
    init() { bytes = [UInt8](repeating: 0, count: Self.size) }

    /// The block made of 512 bytes, or nil when there are not as many.
    init?(_ bytes: ArraySlice<UInt8>) {
        guard bytes.count == Self.size else { return nil }
        self.bytes = Array(bytes)
    }

    /// Zeros that follow `length` bytes of contents up to the next block.
    static func padding(after length: Int) -> Int { (size - length % size) % size }

    var isZero: Bool { bytes.allSatisfy { $0 == 0 } }

    mutating func put(_ text: String, _ field: Range<Int>) throws(TarError) {
        let text8 = Array(text.utf8)
        guard text8.count <= field.count, !text8.contains(0) else { throw .tooLong(text) }
        bytes.replaceSubrange(field.lowerBound..<field.lowerBound + text8.count, with: text8)
    }

    /// `number` in octal digits, zeros before them, a NUL after them.
    mutating func put(octal number: Int, _ field: Range<Int>) throws(TarError) {
        let digits = String(number, radix: 8)
        guard number >= 0, digits.utf8.count < field.count else { throw .outOfRange(number) }
        let zeros = String(repeating: "0", count: field.count - 1 - digits.utf8.count)
        try put(zeros + digits, field)
    }

    /// The checksum is that of the rest.
    mutating func seal() throws(TarError) {
        try put(octal: checksum, Self.sum)
    }

    /// True when the checksum is that of the rest.
    var isSealed: Bool { number(Self.sum) == checksum }

    private var checksum: Int {
        bytes.enumerated().reduce(0) { $0 + (Self.sum.contains($1.offset) ? 0x20 : Int($1.element)) }
    }

    /// The text up to the first NUL; bytes that are no UTF-8 become U+FFFD.
    func text(_ field: Range<Int>) -> String {
        String(decoding: bytes[field].prefix { $0 != 0 }, as: UTF8.self)
    }

    /// The octal number of a field, or nil when it holds something else.
    func number(_ field: Range<Int>) -> Int? {
        let digits = bytes[field].prefix { $0 != 0 }.filter { $0 != 0x20 }
        return digits.isEmpty ? 0 : Int(String(decoding: digits, as: UTF8.self), radix: 8)
    }
}
