import Keys
import Testing

@testable import Chain

@Suite(.enabled(if: Recorded.isPresent, "needs the recorded chain data"))
struct RecordedStorageTests {
    static let hashers: [String: StorageHasher] = [
        "Identity": .identity, "Twox64Concat": .twox64Concat, "Blake2_128Concat": .blake2_128Concat,
    ]

    @Test("Storage items have the keys, types and fallbacks of the SDK's tables, in V14 and V15")
    func items() throws {
        let items = try RuntimeVectors.load("storage.json", as: RuntimeVectors.Storage.self).items
        #expect(items.count == 78)
        for metadata in [try Recorded.metadata(), try Recorded.metadata14.get()] {
            for expected in items {
                let name = Comment(rawValue: expected.item)
                let entry = try metadata.storage(expected.pallet, expected.item)
                let prefix = StorageKey.prefix(expected.pallet, expected.item)
                #expect("0x" + Hex.encode(prefix.prefix(16)) == expected.palletPrefix, name)
                #expect("0x" + Hex.encode(prefix.suffix(16)) == expected.itemPrefix, name)
                #expect((entry.modifier == .default) == (expected.modifier == "Default"), name)
                #expect("0x" + Hex.encode(entry.fallback) == expected.fallback, name)
                #expect(entry.hashers == expected.hashers.map { Self.hashers[$0] }, name)
                #expect(metadata.keyTypes(entry).map(metadata.types.name) == expected.keyTypes, name)
                #expect(metadata.types.name(entry.valueType) == expected.valueType, name)
                let keys = (expected.exampleParams ?? []).map { parameter -> ScaleValue in
                    switch parameter {
                    case .number(let number): .unsigned(UInt128(number))
                    case .hex(let text): .bytes(Hex.decode(text) ?? [])
                    }
                }
                let key = try metadata.storageKey(expected.pallet, expected.item, keys)
                #expect("0x" + Hex.encode(key) == expected.exampleKey, name)
                #expect(try metadata.storageKeys(expected.pallet, expected.item, of: key) == keys, name)
                let absent = try metadata.storageValue(expected.pallet, expected.item, nil)
                #expect((absent != nil) == (expected.modifier == "Default"), name)
            }
        }
    }
}
