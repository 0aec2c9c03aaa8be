import Foundation
import TestSupport
import Testing

@testable import Keys

struct SealingKeyTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    @Test("What was sealed opens under the same key and context only", arguments: [0, 1, 1000])
    func roundTrip(count: Int) {
        let key = SealingKey()
        let secret = SecureRandom.bytes(count)
        let sealed = key.seal(secret, context: "password:1")
        #expect(sealed.count == count + 41)
        #expect(key.open(sealed, context: "password:1") == secret)
        #expect(key.open(sealed, context: "password:2") == nil)
        #expect(SealingKey().open(sealed, context: "password:1") == nil)
        #expect(key.seal(secret, context: "password:1") != sealed)
    }

    @Test("Any changed byte and any cut is refused")
    func changed() {
        let key = SealingKey()
        let sealed = key.seal([1, 2, 3], context: "c")
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            #expect(key.open(changed, context: "c") == nil)
            #expect(key.open(Array(sealed[..<index]), context: "c") == nil)
        }
        #expect(key.open(sealed + [0], context: "c") == nil)
    }

    @Test("The key file is made once, 0600, and gives the same key again")
    func file() throws {
        let path = "\(directory.path)/state/sealing.key"
        let sealed = try SealingKey.loadOrCreate(path: path).seal([9], context: "c")
        #expect(try directory.mode("state/sealing.key") == 0o600)
        #expect(try SealingKey.loadOrCreate(path: path).open(sealed, context: "c") == [9])
    }

    @Test("Starting many times at once gives one key")
    func concurrent() async throws {
        let path = "\(directory.path)/sealing.key"
        let keys = try await withThrowingTaskGroup(of: SealingKey.self) { group in
            for _ in 0..<16 { group.addTask { try SealingKey.loadOrCreate(path: path) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let sealed = keys[0].seal([7], context: "c")
        for key in keys { #expect(key.open(sealed, context: "c") == [7]) }
    }

    @Test("A key file of another length is refused and stays as it is", arguments: [0, 31, 33, 100])
    func damaged(count: Int) throws {
        try directory.write([UInt8](repeating: 1, count: count), "key")
        #expect(throws: SealingError.self) { try SealingKey.loadOrCreate(path: "\(directory.path)/key") }
        #expect(try PrivateFile.read("\(directory.path)/key", limit: 100)?.count == count)
    }

    @Test("A generated password has letters and digits, all of them in the long run")
    func passwords() {
        let password = SecureRandom.password(length: 10_000)
        #expect(password.utf8.count == 10_000)
        #expect(Set(password).count == 62)
        #expect(
            password.utf8.allSatisfy { Character(UnicodeScalar($0)).isLetter || Character(UnicodeScalar($0)).isNumber })
        #expect(SecureRandom.password(length: 16) != SecureRandom.password(length: 16))
        #expect(SecureRandom.password(length: 0).isEmpty)
    }
}
