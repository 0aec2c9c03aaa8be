import Keys
import Testing

@testable import Chain

struct HostileTypesTests {
    typealias Types = SampleTypes

    @Test("Elements of no bytes are limited in number")
    func nothings() throws {
        #expect(try Types.registry.decode(Types.nothings, [0x02, 0, 1, 0]).list?.count == 16_384)
        #expect(throws: ScaleError.tooLong(0xffff_ffff)) {
            try Types.registry.decode(Types.nothings, [3, 255, 255, 255, 255])
        }
        for id in Types.doubled..<Types.doubled + 3 {
            #expect(throws: ScaleError.self) { try Types.registry.decode(id, []) }
            #expect(throws: ScaleError.self) { try Types.registry.zero(id) }
        }
        #expect(try Types.registry.decode(Types.doubled + 3, []).list?.count == 2)
    }

    @Test("Values nested without end are refused")
    func depth() throws {
        #expect(throws: ScaleError.tooDeep) {
            try Types.registry.decode(Types.tree, [UInt8](repeating: 4, count: 100_000))
        }
        var value = ScaleValue.record(names: ["branches"], values: [.list([])])
        for _ in 0..<1000 { value = .record(names: ["branches"], values: [.list([value])]) }
        #expect(throws: ScaleError.tooDeep) { try Types.registry.encode(value, as: Types.tree) }
    }

    @Test("Types that no bytes can have are refused")
    func unusable() {
        #expect(throws: ScaleError.unknownType(Types.itself)) { try Types.registry.decode(Types.itself, [1]) }
        #expect(throws: ScaleError.unknownType(4000)) { try Types.registry.decode(Types.missing, [4, 1]) }
        #expect(throws: ScaleError.unknownType(77_777)) { try Types.registry.decode(77_777, []) }
        #expect(throws: ScaleError.unknownType(77_777)) { try Types.registry.type(77_777) }
        #expect(throws: ScaleError.invalidVariant(index: 4, type: "Choice")) {
            try Types.registry.decode(Types.choice, [4])
        }
        #expect(throws: ScaleError.invalidCharacter) { try Types.registry.decode(Types.char, [0, 0xd8, 0, 0]) }
        #expect(throws: ScaleError.overflow) { try Types.registry.decode(Types.compact16, [2, 0, 4, 0]) }
    }

    @Test("A count that the bytes cannot hold is refused before memory is taken")
    func counts() {
        #expect(throws: ScaleError.tooLong(0xffff_ffff)) {
            try Types.registry.decode(Types.numbers, [3, 255, 255, 255, 255, 0])
        }
        #expect(throws: ScaleError.self) { try Types.registry.decode(Types.bitsLow, [3, 255, 255, 255, 255, 0]) }
        #expect(throws: ScaleError.tooLong(3)) { try Types.registry.decode(Types.numbers, [12, 0, 0, 0, 0, 0]) }
    }

    @Test("Names are found for every type, also for endless ones")
    func names() {
        #expect(Types.registry.name(Types.option) == "Option<str>")
        #expect(Types.registry.name(Types.compactNewType) == "Compact<NetUid>")
        #expect(Types.registry.name(Types.pair) == "(u8, str)")
        #expect(Types.registry.name(13) == "[u8; 32]")
        #expect(Types.registry.name(Types.nothing) == "()")
        #expect(Types.registry.name(Types.missing) == "Vec<?>")
        #expect(!Types.registry.name(Types.doubled + 3).isEmpty)
        let endless = TypeRegistry(types: [TypeDefinition(shape: .tuple([0, 0, 0]))])
        #expect(endless.name(0).utf8.count < 1000)
        #expect(throws: ScaleError.self) { try endless.decode(0, []) }
        #expect(throws: ScaleError.self) { try endless.zero(0) }
    }

    @Test("Any bytes, read as any type, end in a value that is written to the same bytes, or in an error")
    func fuzzed() throws {
        let registry = Types.registry
        try fuzz(2000) { (seed: UInt64) throws in
            var random = SeededRandom(seed)
            let id = UInt32(random.below(registry.types.count))
            let start = ValueTests.vectors[random.below(ValueTests.vectors.count)]
            let bytes =
                random.below(3) == 0
                ? random.bytes(random.below(40)) : mutated(Hex.decode(start.2) ?? [], &random)
            var reader = ScaleReader(bytes)
            let type = random.below(2) == 0 ? id : start.0
            guard let value = try? registry.decode(type, from: &reader) else { return }
            _ = value.json
            // The unused bits of a bit sequence are not kept.
            if type == Types.bitsLow || type == Types.bitsHigh { return }
            #expect(try registry.encode(value, as: type) == Array(bytes.prefix(reader.offset)), "seed \(seed)")
        }
    }
}
