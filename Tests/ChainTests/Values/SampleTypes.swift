@testable import Chain

/// A small registry with a type of every shape; the constants are type ids.
enum SampleTypes {
    static let bool: UInt32 = 0
    static let u8: UInt32 = 1
    static let u16: UInt32 = 2
    static let u32: UInt32 = 3
    static let u64: UInt32 = 4
    static let u128: UInt32 = 5
    static let u256: UInt32 = 6
    static let i8: UInt32 = 7
    static let i16: UInt32 = 8
    static let i128: UInt32 = 9
    static let text: UInt32 = 10
    static let char: UInt32 = 11
    static let bytes: UInt32 = 12
    static let account: UInt32 = 14
    static let compact16: UInt32 = 15
    static let numbers: UInt32 = 16
    static let nothing: UInt32 = 17
    static let pair: UInt32 = 18
    static let record: UInt32 = 19
    static let option: UInt32 = 20
    static let choice: UInt32 = 21
    static let lsb: UInt32 = 22
    static let msb: UInt32 = 23
    static let bitsLow: UInt32 = 24
    static let bitsHigh: UInt32 = 25
    static let nothings: UInt32 = 26
    static let tree: UInt32 = 27
    static let trees: UInt32 = 28
    static let newType: UInt32 = 29
    static let compactNewType: UInt32 = 30
    static let compactNothing: UInt32 = 31
    static let itself: UInt32 = 32
    static let missing: UInt32 = 33
    static let doubled: UInt32 = 34
    static let compact128: UInt32 = 49
    static let single: UInt32 = 50
    static let smallBytes: UInt32 = 51

    static let registry = TypeRegistry(types: types)

    static let types: [TypeDefinition] =
        [
            .init(shape: .primitive(.bool)), .init(shape: .primitive(.u8)), .init(shape: .primitive(.u16)),
            .init(shape: .primitive(.u32)), .init(shape: .primitive(.u64)), .init(shape: .primitive(.u128)),
            .init(shape: .primitive(.u256)), .init(shape: .primitive(.i8)), .init(shape: .primitive(.i16)),
            .init(shape: .primitive(.i128)), .init(shape: .primitive(.str)), .init(shape: .primitive(.char)),
            .init(shape: .sequence(u8)), .init(shape: .array(u8, count: 32)),
            .init(path: ["sp_core", "AccountId32"], shape: .composite([TypeField(type: 13)])),
            .init(shape: .compact(u16)), .init(shape: .sequence(u16)), .init(shape: .tuple([])),
            .init(shape: .tuple([u8, text])),
            .init(
                path: ["Thing"],
                shape: .composite([
                    TypeField(name: "owner", type: account), TypeField(name: "size", type: compact16),
                    TypeField(name: "tags", type: numbers), TypeField(name: "note", type: option),
                ])),
            .init(
                path: ["Option"], parameters: [TypeParameter(name: "T", type: text)],
                shape: .variant([
                    TypeVariant(name: "None", index: 0),
                    TypeVariant(name: "Some", fields: [TypeField(type: text)], index: 1),
                ])),
            .init(
                path: ["Choice"],
                shape: .variant([
                    TypeVariant(name: "Empty", index: 3),
                    TypeVariant(name: "One", fields: [TypeField(type: u8)], index: 9),
                    TypeVariant(name: "Two", fields: [TypeField(type: u8), TypeField(type: bool)], index: 0),
                    TypeVariant(name: "Named", fields: [TypeField(name: "size", type: u32)], index: 255),
                ])),
            .init(path: ["bitvec", "order", "Lsb0"], shape: .composite([])),
            .init(path: ["bitvec", "order", "Msb0"], shape: .composite([])),
            .init(shape: .bitSequence(store: u8, order: lsb)), .init(shape: .bitSequence(store: u16, order: msb)),
            .init(shape: .sequence(nothing)),
            .init(path: ["Tree"], shape: .composite([TypeField(name: "branches", type: trees)])),
            .init(shape: .sequence(tree)),
            .init(path: ["NetUid"], shape: .composite([TypeField(type: u16)])), .init(shape: .compact(newType)),
            .init(shape: .compact(nothing)),
            .init(path: ["Itself"], shape: .composite([TypeField(type: itself)])), .init(shape: .sequence(4000)),
        ] + doublings + [
            .init(shape: .compact(u128)),
            .init(path: ["Single"], shape: .composite([TypeField(name: "bits", type: i128)])),
            .init(shape: .sequence(15 + 37)), .init(shape: .compact(u8)),
        ]

    /// Fifteen types of which each is twice the next one: 2^15 values of no bytes, and arrays of them far more.
    private static let doublings: [TypeDefinition] = (0..<15).map { level in
        let next = level == 14 ? nothing : doubled + UInt32(level) + 1
        return TypeDefinition(shape: level < 3 ? .array(next, count: .max) : .tuple([next, next]))
    }
}
