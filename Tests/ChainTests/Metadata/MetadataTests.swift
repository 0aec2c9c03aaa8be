import Keys
import Testing

@testable import Chain

struct MetadataTests {
    @Test("Metadata of both versions is what it was after writing and reading", arguments: [14, 15] as [UInt8])
    func roundTrip(version: UInt8) throws {
        let metadata = SmallMetadata.make(version: version)
        let bytes = metadata.encoded()
        #expect(bytes.prefix(5) == [0x6d, 0x65, 0x74, 0x61, version])
        let read = try Metadata.decode(bytes)
        #expect(read == metadata)
        #expect(read.encoded() == bytes)
        #expect(try Metadata.decode(apiAnswer: metadata.apiAnswer()) == metadata)
        #expect(read.addressType == SampleTypes.account)
        #expect(read.callType.map(read.types.name) == "Call")
        #expect(try read.call("Things", "make").index == 4)
        #expect(read.moduleError(pallet: 9, error: 255)?.name == "Named")
        #expect(try read.constant("Things", "Most").value == [5, 0])
    }

    @Test("Metadata cut anywhere is refused, and so is more of it", arguments: [14, 15] as [UInt8])
    func truncated(version: UInt8) throws {
        let bytes = SmallMetadata.make(version: version).encoded()
        for count in 0..<bytes.count {
            #expect(throws: ScaleError.self) { try Metadata.decode(Array(bytes.prefix(count))) }
        }
        #expect(throws: ScaleError.trailing(1)) { try Metadata.decode(bytes + [0]) }
    }

    @Test("Other versions and other bytes are refused by name")
    func versions() throws {
        #expect(throws: ScaleError.mismatch(expected: "metadata V14 or V15", got: "V13")) {
            try Metadata.decode(Array("meta".utf8) + [13])
        }
        #expect(throws: ScaleError.mismatch(expected: "metadata", got: "other bytes")) {
            try Metadata.decode(Array("data".utf8) + [14])
        }
        #expect(try Metadata.decode(apiAnswer: [0]) == nil)
        #expect(throws: ScaleError.self) { try Metadata.decode(apiAnswer: [1, 0]) }
    }

    @Test("Changed metadata is refused, or reads and writes values without a trap")
    func fuzzed() {
        let corpus = [SmallMetadata.make(version: 14).encoded(), SmallMetadata.make(version: 15).encoded()]
        fuzz(400) { seed in
            var random = SeededRandom(seed)
            let bytes = mutated(corpus[random.below(2)], &random)
            guard let metadata = try? Metadata.decode(bytes) else { return }
            #expect(metadata.encoded() == bytes, "seed \(seed)")
            for _ in 0..<30 {
                let id = UInt32(random.below(metadata.types.types.count + 2))
                _ = metadata.types.name(id)
                _ = try? metadata.types.zero(id)
                if let value = try? metadata.types.decode(id, random.bytes(random.below(40))) {
                    _ = try? metadata.types.encode(value, as: id)
                }
            }
            for entry in metadata.pallets.first?.storage?.entries ?? [] {
                _ = try? metadata.storageKey("Things", entry.name, [.unsigned(1), .text("a")])
                _ = try? metadata.storageKeys("Things", entry.name, of: random.bytes(60))
                _ = try? metadata.storageValue("Things", entry.name, nil)
            }
        }
    }
}
