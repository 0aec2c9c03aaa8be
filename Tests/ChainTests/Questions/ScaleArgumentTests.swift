import Chain
import JSON
import Keys
import Testing

@Suite struct ScaleArgumentTests {
    private static let types = TypeRegistry(
        types: [
            .primitive(.u8), .primitive(.u64), .sequence(0), .array(0, count: 32), .composite([TypeField(type: 3)]),
            // 5
            .tuple([1, 4]),
            .variant([
                TypeVariant(name: "None", index: 0), TypeVariant(name: "Some", fields: [TypeField(type: 1)], index: 1),
            ]),
            .composite([TypeField(name: "a", type: 1), TypeField(name: "b", type: 8)]), .primitive(.bool),
            .variant([
                TypeVariant(name: "Plain", index: 0), TypeVariant(name: "Full", fields: [TypeField(type: 1)], index: 1),
            ]),
            // 10
            .sequence(1), .primitive(.i32), .primitive(.str),
        ].enumerated().map { index, shape in
            TypeDefinition(path: index == 4 ? ["sp_core", "AccountId32"] : index == 6 ? ["Option"] : [], shape: shape)
        })

    private static let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"
    private static var account: ScaleValue { get throws { .account(try AccountID(ss58: alice)) } }

    @Test("Words, numbers, addresses and JSON are what their types say")
    func good() throws {
        let cases: [(String, UInt32, ScaleValue)] = [
            ("27", 1, .unsigned(27)), ("0x1b", 1, .unsigned(27)), ("-5", 11, .signed(-5)), ("true", 8, .bool(true)),
            ("plain text", 12, .text("plain text")), ("0x0102", 2, .bytes([1, 2])), ("ab", 2, .bytes([97, 98])),
            (Self.alice, 4, try Self.account), ("[1, \"\(Self.alice)\"]", 5, .list([.unsigned(1), try Self.account])),
            ("none", 6, .none), ("3", 6, .some(.unsigned(3))), ("Plain", 9, .variant("Plain", .list([]))),
            ("{\"Full\": 4}", 9, .variant("Full", .unsigned(4))), ("[]", 10, .list([])),
            ("{\"b\": false, \"a\": 1}", 7, .fields(["a": .unsigned(1), "b": .bool(false)])),
        ]
        for (text, type, value) in cases {
            let parsed = try ScaleArgument.parse(text, as: type, in: Self.types)
            #expect(parsed == value, "\(text)")
            _ = try Self.types.encode(parsed, as: type)
        }
    }

    @Test(
        "What does not fit is an error that names the text",
        arguments: [
            ("x", 1), ("-1", 1), ("1.5", 1), ("yes", 8), ("0x012", 2), ("5Grw", 4), ("0x00", 4), ("[1]", 5), ("1", 5),
            ("{\"a\": 1}", 7), ("{\"a\": 1, \"b\": true, \"c\": 1}", 7), ("Other", 9),
            ("{\"Full\": 1, \"Plain\": 1}", 9),
            ("[1, [2]]", 10), ("[", 10), ("", 1), ("1", 99),
        ] as [(String, UInt32)])
    func bad(_ text: String, _ type: UInt32) {
        #expect {
            try ScaleArgument.parse(text, as: type, in: Self.types)
        } throws: { error in
            guard case .argument(text, _, let reason) = error as? QuestionError else { return false }
            return !reason.isEmpty
        }
    }

    @Test("Accounts are shown as addresses, other bytes are not")
    func rendering() throws {
        let value = ScaleValue.list([.unsigned(1), try Self.account])
        #expect(ScaleRendering.json(value, as: 5, in: Self.types) == [1, .text(Self.alice)])
        #expect(ScaleRendering.json(.bytes([1]), as: 2, in: Self.types) == "0x01")
        #expect(ScaleRendering.json(.some(.unsigned(1)), as: 6, in: Self.types) == 1)
        #expect(ScaleRendering.json(.none, as: 6, in: Self.types) == .null)
        #expect(ScaleRendering.json(.variant("Plain", .list([])), as: 9, in: Self.types) == "Plain")
        #expect(ScaleRendering.json(.unsigned(1), as: 99, in: Self.types) == 1)
    }
}
