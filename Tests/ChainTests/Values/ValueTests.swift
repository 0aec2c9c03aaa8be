import JSON
import Keys
import Testing

@testable import Chain

struct ValueTests {
    typealias Types = SampleTypes

    static let account = [UInt8](repeating: 7, count: 32)
    static let accountHex = String(repeating: "07", count: 32)

    static let vectors: [(UInt32, ScaleValue, String)] = [
        (Types.bool, .bool(true), "01"), (Types.u8, .unsigned(255), "ff"), (Types.u16, .unsigned(258), "0201"),
        (Types.u64, .unsigned(1 << 40), "0000000000010000"),
        (Types.u128, .unsigned(.max), String(repeating: "ff", count: 16)),
        (Types.u256, .wide([1] + [UInt8](repeating: 0, count: 31)), "01" + String(repeating: "00", count: 31)),
        (Types.i8, .signed(-1), "ff"), (Types.i16, .signed(-32768), "0080"),
        (Types.i128, .signed(.min), String(repeating: "00", count: 15) + "80"), (Types.text, .text("é"), "08c3a9"),
        (Types.char, .character("é"), "e9000000"), (Types.bytes, .bytes([1, 2]), "080102"),
        (Types.account, .bytes(account), accountHex), (Types.compact16, .unsigned(65535), "feff0300"),
        (Types.numbers, .list([.unsigned(1), .unsigned(2)]), "0801000200"), (Types.nothing, .list([]), ""),
        (Types.pair, .list([.unsigned(4), .text("a")]), "040461"),
        (
            Types.record,
            .record(
                names: ["owner", "size", "tags", "note"],
                values: [.bytes(account), .unsigned(64), .list([.unsigned(3)]), .some(.text("x"))]),
            accountHex + "0101" + "040300" + "010478"
        ),
        (Types.option, ScaleValue.none, "00"), (Types.option, .some(.text("")), "0100"),
        (Types.choice, .variant("Empty", .list([])), "03"), (Types.choice, .variant("One", .unsigned(8)), "0908"),
        (Types.choice, .variant("Two", .list([.unsigned(1), .bool(false)])), "000100"),
        (Types.choice, .variant("Named", .record(names: ["size"], values: [.unsigned(5)])), "ff05000000"),
        (Types.bitsLow, .bits([true, false, true]), "0c05"),
        (Types.bitsHigh, .bits([true, false, true]), "0c00a0"), (Types.bitsLow, .bits([]), "00"),
        (Types.newType, .unsigned(3), "0300"), (Types.compactNewType, .unsigned(3), "0c"),
        (Types.compactNothing, .list([]), ""), (Types.nothings, .list([.list([]), .list([])]), "08"),
        (Types.compact128, .unsigned(.max), "33" + String(repeating: "ff", count: 16)),
        (Types.single, .record(names: ["bits"], values: [.signed(-2)]), "fe" + String(repeating: "ff", count: 15)),
        (Types.smallBytes, .list([.unsigned(65), .unsigned(200)]), "0805012103"),
        (
            Types.tree,
            .record(names: ["branches"], values: [.list([.record(names: ["branches"], values: [.list([])])])]), "0400"
        ),
    ]

    @Test("A value of every shape is written and read", arguments: vectors)
    func golden(type: UInt32, value: ScaleValue, hex: String) throws {
        let bytes = try Types.registry.encode(value, as: type)
        #expect(Hex.encode(bytes) == hex)
        #expect(try Types.registry.decode(type, bytes) == value)
        for count in 0..<bytes.count {
            #expect(throws: ScaleError.self) { try Types.registry.decode(type, Array(bytes.prefix(count))) }
        }
        #expect(throws: ScaleError.trailing(1)) { try Types.registry.decode(type, bytes + [0]) }
    }

    @Test("A value that does not fit its type is refused")
    func mismatches() {
        let misfits: [(UInt32, ScaleValue)] = [
            (Types.u8, .unsigned(256)), (Types.u8, .signed(-1)), (Types.i8, .unsigned(128)), (Types.i8, .signed(-129)),
            (Types.i128, .unsigned(.max)), (Types.compact16, .unsigned(65536)), (Types.bool, .unsigned(1)),
            (Types.account, .bytes([1])), (Types.text, .bytes([1])), (Types.bytes, .list([.unsigned(256)])),
            (Types.bytes, .text("no")), (Types.choice, .variant("Other", .list([]))),
            (Types.choice, .variant("One", .list([]))), (Types.option, .text("not wrapped")),
            (Types.record, .record(names: ["owner"], values: [.bytes(Self.account)])),
            (Types.record, .record(names: ["a", "b"], values: [])), (Types.pair, .list([.unsigned(1)])),
            (Types.u256, .wide([1])), (Types.itself, .list([])), (99_999, .bool(true)), (Types.numbers, .bool(true)),
        ]
        for (type, value) in misfits {
            #expect(throws: ScaleError.self) { try Types.registry.encode(value, as: type) }
        }
    }

    @Test("Fields come in any order, small numbers stand for bytes and bytes for them")
    func lenient() throws {
        let record = ScaleValue.fields([
            "tags": .list([]), "note": ScaleValue.none, "size": .signed(1), "owner": .bytes(Self.account),
        ])
        #expect(Hex.encode(try Types.registry.encode(record, as: Types.record)) == Self.accountHex + "040000")
        #expect(try Types.registry.encode(.list([.unsigned(1), .unsigned(2)]), as: Types.bytes) == [8, 1, 2])
        #expect(try Types.registry.encode(.bytes([65, 200]), as: Types.smallBytes) == [8, 5, 1, 0x21, 3])
        #expect(try Types.registry.encode(.unsigned(2), as: Types.u256) == [2] + [UInt8](repeating: 0, count: 31))
    }

    @Test("Accessors answer for their shape only")
    func access() throws {
        let account = try #require(AccountID(Self.account))
        let record = ScaleValue.fields(["who": .account(account), "count": .unsigned(5), "left": .signed(-5)])
        #expect(record["who"]?.account == account)
        #expect(record["who"]?.bytes == Self.account)
        #expect(record["count"]?.int == 5)
        #expect(record["count"]?.uint64 == 5)
        #expect(record["count"]?.unsigned == 5)
        #expect(record["left"]?.unsigned == nil)
        #expect(record["left"]?.int == -5)
        #expect(record["none"] == nil)
        #expect(ScaleValue.variant("Call", record)["count"]?.int == 5)
        #expect(ScaleValue.variant("Call", record).variant?.name == "Call")
        #expect(ScaleValue.unsigned(.max).int == nil)
        #expect(ScaleValue.bool(true).flag == true)
        #expect(ScaleValue.text("a").text == "a")
        #expect(ScaleValue.list([]).list == [])
        let present = try #require(ScaleValue.some(.bool(true)).optional)
        #expect(present == .bool(true))
        let absent = try #require(ScaleValue.none.optional)
        #expect(absent == nil)
        #expect(ScaleValue.bool(true).optional == nil)
    }

    @Test("JSON for people keeps large numbers exact")
    func json() {
        #expect(ScaleValue.unsigned(1 << 53).json == .integer(1 << 53))
        #expect(ScaleValue.unsigned(1 << 53 + 1).json == .text("9007199254740993"))
        #expect(ScaleValue.signed(.min).json == .text("-170141183460469231731687303715884105728"))
        #expect(ScaleValue.bytes([1, 0xab]).json == .text("0x01ab"))
        #expect(ScaleValue.variant("A", .list([])).json == .text("A"))
        #expect(ScaleValue.variant("A", .bool(true)).json == .object(["A": .bool(true)]))
        #expect(ScaleValue.none.json == .null)
        #expect(ScaleValue.fields(["a": .some(.text("b"))]).json == .object(["a": .text("b")]))
    }

    @Test("Numbers with a fixed binary point become doubles")
    func fixedPoint() {
        #expect(FixedPoint.double(UInt128(3) << 31, fractionBits: 32) == 1.5)
        #expect(FixedPoint.double(Int128(-1) << 31, fractionBits: 32) == -0.5)
        #expect(FixedPoint.double(Int128(7), fractionBits: 0) == 7)
        #expect(abs(FixedPoint.double(Int128(40_869_489), fractionBits: 32) - 0.009515669) < 1e-8)
        #expect(FixedPoint.double(UInt128.max, fractionBits: 100_000).isFinite)
    }
}
