import Chain
import JSON
import Testing

struct EraTests {
    @Test func `Eras are encoded and born as the SDK does`() throws {
        for vector in try CallVectors.cases("extrinsics.json", "eras") {
            let wish = UInt64(try #require(vector["requested_period"]?.integer))
            let current = UInt64(try #require(vector["current"]?.integer))
            let era = Era.mortal(wish: wish, current: current)
            #expect(era.bytes == (try CallVectors.bytes(vector["bytes"])))
            #expect(era.birth(current) == UInt64(try #require(vector["birth"]?.integer)))
            var reader = ScaleReader(era.bytes)
            #expect(try Era.read(&reader) == era)
        }
    }

    @Test func `An immortal era is one zero byte and is born with the genesis`() throws {
        #expect(Era.immortal.bytes == [0])
        #expect(Era.immortal.birth(1_000) == 0)
        #expect(Era.immortal.death(1_000) == nil)
        var reader = ScaleReader([0, 1])
        #expect(try Era.read(&reader) == .immortal)
        #expect(reader.remaining == 1)
    }

    @Test(
        arguments: [
            (0, 4), (1, 4), (4, 4), (5, 8), (8, 8), (9, 16), (65_535, 65_536), (65_536, 65_536), (65_537, 65_536),
            (UInt64.max, 65_536),
        ] as [(UInt64, UInt64)])
    func `A wish is rounded up to a power of two from 4 to 65,536`(wish: UInt64, period: UInt64) {
        #expect(Era.mortal(wish: wish, current: 0) == .mortal(period: period, phase: 0))
    }

    @Test func `An era holds the block it was made at, whatever the block`() {
        for wish in [4, 8, 64, 4_096, 8_192, 65_536] as [UInt64] {
            for current in [0, 1, 3, 4, 4_095, 65_535, 65_536, 6_852_690, .max] as [UInt64] {
                let era = Era.mortal(wish: wish, current: current)
                let birth = era.birth(current)
                #expect(birth <= current && current - birth < wish)
                #expect(era.death(current) == birth &+ wish)
            }
        }
    }

    @Test func `Every pair of bytes is an era that is encoded the same, or is refused`() {
        for encoded in 1...UInt16.max {
            let bytes = [UInt8(encoded & 255), UInt8(encoded >> 8)]
            guard bytes[0] != 0 else { continue }
            var reader = ScaleReader(bytes)
            guard let era = try? Era.read(&reader) else { continue }
            #expect(era.bytes == bytes)
        }
    }

    @Test func `A phase outside of the period and a cut era are refused`() {
        for bytes in [[0x41, 0], [0x10, 0], [0x11], []] as [[UInt8]] {
            #expect(throws: ScaleError.self) {
                var reader = ScaleReader(bytes)
                return try Era.read(&reader)
            }
        }
    }

    @Test func `Impossible eras have bytes and a birth, too`() {
        #expect(Era.mortal(period: 0, phase: 0).birth(5) == 0)
        #expect(Era.mortal(period: 0, phase: 7).bytes.count == 2)
        #expect(Era.mortal(period: 1, phase: .max).bytes.count == 2)
        _ = Era.mortal(period: .max, phase: .max).death(.max)
    }
}
