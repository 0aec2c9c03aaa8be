import Keys
import Testing

@testable import Chain

struct ReaderTests {
    @Test("Integers are little-endian and of their width")
    func integers() throws {
        var writer = ScaleWriter()
        writer.integer(UInt8(0x12))
        writer.integer(Int16(-2))
        writer.integer(UInt32(0x1234_5678))
        writer.integer(Int64.min)
        writer.integer(UInt128.max - 1)
        writer.integer(Int128(-3))
        #expect(
            Hex.encode(writer.bytes) == "12feff785634120000000000000080" + "fe" + String(repeating: "ff", count: 15)
                + "fd" + String(repeating: "ff", count: 15))
        var reader = ScaleReader(writer.bytes)
        #expect(try reader.integer(UInt8.self) == 0x12)
        #expect(try reader.integer(Int16.self) == -2)
        #expect(try reader.integer(UInt32.self) == 0x1234_5678)
        #expect(try reader.integer(Int64.self) == .min)
        #expect(try reader.integer(UInt128.self) == .max - 1)
        #expect(try reader.integer(Int128.self) == -3)
        try reader.finish()
    }

    @Test("What was written is read, and no prefix of it")
    func everything() throws {
        let account = try #require(AccountID((0..<32).map { UInt8($0) }))
        var writer = ScaleWriter()
        writer.bool(true)
        writer.text("τao")
        writer.byteVector([1, 2, 3])
        writer.account(account)
        writer.option(7 as UInt16?) { writer, number in writer.integer(number) }
        writer.option(nil as UInt16?) { writer, number in writer.integer(number) }
        writer.vector([1, 300, 70_000] as [UInt32]) { writer, number in writer.compact(number) }
        let bytes = writer.bytes
        func read(_ bytes: [UInt8]) throws(ScaleError) -> Bool {
            var reader = ScaleReader(bytes)
            let flag = try reader.bool()
            let text = try reader.text()
            let vector = try reader.byteVector()
            let sender = try reader.account()
            let seven = try reader.option { reader throws(ScaleError) in try reader.integer(UInt16.self) }
            let nothing = try reader.option { reader throws(ScaleError) in try reader.integer(UInt16.self) }
            let numbers = try reader.vector { reader throws(ScaleError) in try reader.compact(UInt32.self) }
            try reader.finish()
            return flag && text == "τao" && vector == [1, 2, 3] && sender == account && seven == 7 && nothing == nil
                && numbers == [1, 300, 70_000]
        }
        #expect(try read(bytes))
        for count in 0..<bytes.count { #expect(throws: ScaleError.self) { try read(Array(bytes.prefix(count))) } }
        #expect(throws: ScaleError.trailing(1)) { try read(bytes + [0]) }
    }

    @Test("Booleans, Options and texts have no other forms")
    func refused() {
        for byte in UInt8(2)...255 {
            var reader = ScaleReader([byte])
            #expect(throws: ScaleError.invalidBool(byte)) { try reader.bool() }
            reader = ScaleReader([byte, 0])
            #expect(throws: ScaleError.invalidVariant(index: byte, type: "Option")) {
                try reader.option { reader throws(ScaleError) in try reader.byte() }
            }
        }
        for text: [UInt8] in [[0x04, 0xff], [0x08, 0xc0, 0x80], [0x0c, 0xed, 0xa0, 0x80]] {
            var reader = ScaleReader(text)
            #expect(throws: ScaleError.invalidUTF8) { try reader.text() }
        }
    }

    @Test("A count above the bytes that are left is refused before memory is taken")
    func counts() {
        var reader = ScaleReader([0x03, 0xff, 0xff, 0xff, 0xff, 1])
        #expect(throws: ScaleError.tooLong(0xffff_ffff)) {
            try reader.vector { reader throws(ScaleError) in try reader.byte() }
        }
        reader = ScaleReader([0x08, 1])
        #expect(throws: ScaleError.tooLong(2)) { try reader.count() }
        reader = ScaleReader([1, 2, 3])
        #expect(throws: ScaleError.truncated(needed: -1, at: 0)) { try reader.bytes(-1) }
        #expect(throws: ScaleError.truncated(needed: .max, at: 0)) { try reader.bytes(.max) }
    }

    @Test("Any bytes end in a value or an error")
    func fuzzed() {
        fuzz(3000) { seed in
            var random = SeededRandom(seed)
            var reader = ScaleReader(random.bytes(random.below(80)))
            for _ in 0..<20 {
                switch random.below(9) {
                case 0: _ = try? reader.compact(UInt8.self)
                case 1: _ = try? reader.compact(UInt128.self)
                case 2: _ = try? reader.compact(UInt64.self)
                case 3: _ = try? reader.text()
                case 4: _ = try? reader.byteVector()
                case 5: _ = try? reader.integer(Int128.self)
                case 6: _ = try? reader.account()
                case 7: _ = try? reader.option { reader throws(ScaleError) in try reader.bool() }
                default: _ = try? reader.vector { reader throws(ScaleError) in try reader.text() }
                }
            }
        }
    }
}
