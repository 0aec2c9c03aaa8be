import Keys
import Testing

@testable import Chain

struct StorageTests {
    @Test("The hashes of storage keys are those of the chain")
    func hashes() {
        #expect(Hex.encode(Twox.hash64([])) == "99e9d85137db46ef")
        #expect(Hex.encode(Twox.hash128(Array("System".utf8))) == "26aa394eea5630e07c48ae0c9558cef7")
        #expect(Hex.encode(Twox.hash128(Array("SubtensorModule".utf8))) == "658faa385070e074c85bf6b568cf0555")
        #expect(
            Hex.encode(Twox.hash256(Array("abc".utf8)))
                == "990977adf52cbc440889329981caa9bef7da5770b2b8a05303b75d95360dd62b")
    }

    @Test("A key is found again behind the hashers that keep it")
    func originals() {
        let key: [UInt8] = [1, 2, 3]
        for hasher in [StorageHasher.blake2_128Concat, .twox64Concat, .identity] {
            #expect(hasher.original(hasher.hash(key)) == key)
        }
        for hasher in [StorageHasher.blake2_128, .blake2_256, .twox128, .twox256] {
            #expect(hasher.original(hasher.hash(key)) == nil)
        }
        var changed = StorageHasher.twox64Concat.hash(key)
        changed[0] ^= 1
        #expect(StorageHasher.twox64Concat.original(changed) == nil)
        #expect(StorageHasher.blake2_128Concat.original([1, 2]) == nil)
        #expect(StorageHasher.blake2_256.hash(key).count == 32)
        #expect(StorageHasher.twox256.hash(key).count == 32)
        #expect(StorageHasher.allNumbers == Array(0...6))
    }

    @Test("Keys use the prefix of the metadata, may be fewer, and are read back")
    func keys() throws {
        let metadata = SmallMetadata.make(version: 15)
        let prefix = StorageKey.prefix("ThingStore", "Note")
        #expect(try metadata.storageKey("Things", "Note", []) == prefix)
        let one = try metadata.storageKey("Things", "Note", [.unsigned(5)])
        #expect(one == prefix + [5])
        let both = try metadata.storageKey("Things", "Note", [.unsigned(5), .text("a")])
        #expect(both == one + Twox.hash64([4, 0x61]) + [4, 0x61])
        #expect(try metadata.storageKeys("Things", "Note", of: both) == [.unsigned(5), .text("a")])
        #expect(throws: ScaleError.self) { try metadata.storageKeys("Things", "Note", of: one) }
        #expect(throws: ScaleError.self) { try metadata.storageKeys("Things", "Note", of: both + [0]) }
        #expect(throws: ScaleError.self) { try metadata.storageKeys("Things", "Owner", of: both) }
        let hidden = try metadata.storageKey("Things", "Hidden", [.unsigned(1)])
        #expect(hidden.count == 48)
        #expect(throws: ScaleError.self) { try metadata.storageKeys("Things", "Hidden", of: hidden) }
        #expect(throws: MetadataError.wrongKeys("Things", "Count", expected: 0, got: 1)) {
            try metadata.storageKey("Things", "Count", [.unsigned(1)])
        }
        #expect(throws: ScaleError.self) { try metadata.storageKey("Things", "Owner", [.unsigned(1)]) }
    }

    @Test("An absent value is the fallback or nothing")
    func values() throws {
        let metadata = SmallMetadata.make(version: 14)
        #expect(try metadata.storageValue("Things", "Count", nil) == .unsigned(7))
        #expect(try metadata.storageValue("Things", "Count", [1, 0, 0, 0]) == .unsigned(1))
        #expect(try metadata.storageValue("Things", "Owner", nil) == nil)
        #expect(throws: ScaleError.self) { try metadata.storageValue("Things", "Count", [1]) }
        #expect(throws: MetadataError.noPallet("Nothing")) { try metadata.storageValue("Nothing", "Count", nil) }
    }
}

extension StorageHasher {
    fileprivate static var allNumbers: [Int] {
        (0...255).filter { StorageHasher(rawValue: UInt8($0)) != nil }
    }
}
