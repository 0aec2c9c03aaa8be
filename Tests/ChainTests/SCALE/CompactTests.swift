import Keys
import Testing

@testable import Chain

struct CompactTests {
    /// The first and the last number of every length (parity-scale-codec, `compact.rs`).
    static let vectors: [(UInt128, String)] = [
        (0, "00"), (1, "04"), (42, "a8"), (63, "fc"), (64, "0101"), (69, "1501"), (255, "fd03"), (16383, "fdff"),
        (16384, "02000100"), (65535, "feff0300"), (1 << 30 - 1, "feffffff"), (1 << 30, "0300000040"),
        (1 << 32 - 1, "03ffffffff"), (1 << 32, "070000000001"), (1 << 40, "0b000000000001"),
        (1 << 48, "0f00000000000001"), (1 << 56 - 1, "0fffffffffffffff"), (1 << 56, "130000000000000001"),
        (100_000_000_000_000, "0b00407a10f35a"), (UInt128(UInt64.max), "13ffffffffffffffff"),
        (1 << 64, "17000000000000000001"), (1 << 120, "3300000000000000000000000000000001"),
        (.max, "33ffffffffffffffffffffffffffffffff"),
    ]

    @Test("The edges of every compact length are written and read", arguments: vectors)
    func edges(number: UInt128, hex: String) throws {
        var writer = ScaleWriter()
        writer.compact(number)
        #expect(Hex.encode(writer.bytes) == hex)
        var reader = ScaleReader(writer.bytes)
        #expect(try reader.compact(UInt128.self) == number)
        try reader.finish()
        #expect(reader.offset == writer.bytes.count)
    }

    @Test("A compact integer cut anywhere is refused", arguments: vectors)
    func truncated(number: UInt128, hex: String) throws {
        let bytes = try #require(Hex.decode(hex))
        for count in 0..<bytes.count {
            var reader = ScaleReader(Array(bytes.prefix(count)))
            #expect(throws: ScaleError.self) { try reader.compact(UInt128.self) }
        }
    }

    @Test(
        "A compact integer longer than necessary is refused",
        arguments: [
            "0100", "fd00", "02000000", "feff0000", "0300000000", "03ffffff3f", "07ffffffff00", "130000000000000000",
            "1700000000000000000000", "33ffffffffffffffffffffffffffffff00",
        ])
    func nonMinimal(hex: String) throws {
        var reader = ScaleReader(try #require(Hex.decode(hex)))
        #expect(throws: ScaleError.nonMinimalCompact) { try reader.compact(UInt128.self) }
    }

    @Test("A compact integer above its type is refused")
    func overflow() {
        func read<T: FixedWidthInteger & UnsignedInteger>(_ hex: String, _ type: T.Type) -> T? {
            var reader = ScaleReader(Hex.decode(hex) ?? [])
            return try? reader.compact(type)
        }
        #expect(read("fd03", UInt8.self) == 255)
        #expect(read("0104", UInt8.self) == nil)
        #expect(read("feff0300", UInt16.self) == 65535)
        #expect(read("02000400", UInt16.self) == nil)
        #expect(read("03ffffffff", UInt32.self) == .max)
        #expect(read("070000000001", UInt32.self) == nil)
        #expect(read("13ffffffffffffffff", UInt64.self) == .max)
        #expect(read("17000000000000000001", UInt64.self) == nil)
        #expect(read("37" + String(repeating: "ff", count: 17), UInt128.self) == nil)
        #expect(read("ff" + String(repeating: "ff", count: 67), UInt128.self) == nil)
    }

    @Test("Numbers of every size come back")
    func roundTrip() throws {
        var random = SeededRandom(1)
        for shift in 0..<UInt128(128) {
            for _ in 0..<8 {
                let number = (UInt128(random.next()) << 64 | UInt128(random.next())) >> shift
                var writer = ScaleWriter()
                writer.compact(number)
                var reader = ScaleReader(writer.bytes)
                #expect(try reader.compact(UInt128.self) == number)
                var narrow = ScaleReader(writer.bytes)
                #expect((try? narrow.compact(UInt64.self)) == UInt64(exactly: number))
            }
        }
    }
}
