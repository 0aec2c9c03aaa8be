import Foundation
import Keys
import TestSupport
import Testing
import Wire

/// The file in which a nonce ledger keeps its mark.
@Suite("Nonce mark's file")
struct NonceMarkFileTests {
    let hotkey: AccountID
    let now: UInt64 = 1_800_000_000_000_000_000
    private static let second: UInt64 = 1_000_000_000

    init() throws {
        hotkey = try People().alice.account
    }

    private func withPath(_ body: (URL) throws -> Void) throws {
        let directory = try TemporaryDirectory()
        try body(URL(fileURLWithPath: "\(directory.path)/nonce-mark"))
    }

    /// The seconds after ``now`` that are accepted; each needs a higher mark.
    private func accept(_ seconds: [UInt64], _ url: URL) throws {
        let ledger = try NonceLedger(path: url.path)
        for second in seconds {
            let nonce = now + second * Self.second
            #expect(ledger.accept(hotkey: hotkey, uuid: "a", nonce: nonce, now: nonce) == .accepted)
        }
    }

    /// Seconds after ``now`` up to which a miner that starts with this file accepts nothing.
    private func floor(_ url: URL) throws -> Double? {
        let ledger = try NonceLedger(path: url.path)
        guard case .belowFloor(let remaining) = ledger.accept(hotkey: hotkey, uuid: "a", nonce: now, now: now) else {
            return nil
        }
        return Double(remaining) / 1e9
    }

    private func identity(_ url: URL) throws -> [Int] {
        let facts = try FileManager.default.attributesOfItem(atPath: url.path)
        let number = try #require(facts[.systemFileNumber] as? Int)
        return [number, try #require(facts[.size] as? Int), try #require(facts[.posixPermissions] as? Int)]
    }

    @Test("A mark is written over the one before the last, in the same file of the same size")
    func inPlace() throws {
        try withPath { url in
            try accept([], url)
            let before = try identity(url)
            #expect(before[2] == 0o600)
            try accept(Array(stride(from: 10, to: 100, by: 10)), url)
            #expect(try identity(url) == before)
            #expect(try floor(url) == 91)
            try accept([200], url)
            #expect(try identity(url) == before)
            #expect(try floor(url) == 201)
        }
    }

    @Test("The older form, a number, is read, and becomes the new one")
    func older() throws {
        try withPath { url in
            try Data("\(now + 7 * Self.second)\n".utf8).write(to: url)
            #expect(try floor(url) == 7)
            #expect(try identity(url)[1] > 100)
            #expect(try floor(url) == 7)
            try accept([20], url)
            #expect(try floor(url) == 21)
        }
    }

    @Test("A record cut off anywhere, or changed, leaves the one before it", arguments: [0, 4_096])
    func torn(_ start: Int) throws {
        try withPath { url in
            try accept([10, 20], url)
            let whole = try Data(contentsOf: url)
            var floors: Set<Double?> = []
            for length in stride(from: 0, to: 75, by: 5) {
                var cut = whole
                cut.replaceSubrange((start + length)..<(start + 75), with: Data(count: 75 - length))
                try cut.write(to: url)
                floors.insert(try floor(url))
                var changed = whole
                changed[start + length] ^= 1
                try changed.write(to: url)
                floors.insert(try floor(url))
            }
            // Only what the other record says.
            #expect(floors == [start == 0 ? 21 : 11])
            // The next mark takes the broken one's place.
            try accept([30], url)
            #expect(try floor(url) == 31)
        }
    }

    @Test("A file in which no record is whole is refused")
    func damaged() throws {
        try withPath { url in
            try accept([10], url)
            let size = try Data(contentsOf: url).count
            for damage in [Data(count: size), Data(count: size - 1), Data(count: size + 1), Data(count: 65)] {
                try damage.write(to: url)
                #expect(throws: (any Error).self, "\(damage.count) bytes") { try NonceLedger(path: url.path) }
            }
        }
    }

    @Test("A file that is removed, cut or replaced while the ledger is open is made again")
    func replaced() throws {
        try withPath { url in
            let ledger = try NonceLedger(path: url.path)
            let changes: [(URL) throws -> Void] = [
                { try FileManager.default.removeItem(at: $0) }, { try Data().write(to: $0) },
                { try Data("5\n".utf8).write(to: $0) },
            ]
            for (index, change) in changes.enumerated() {
                try change(url)
                let nonce = now + UInt64(index + 1) * 10 * Self.second
                #expect(ledger.accept(hotkey: hotkey, uuid: "a", nonce: nonce, now: nonce) == .accepted)
                #expect(try floor(url) == Double(index + 1) * 10 + 1)
            }
        }
    }

    @Test("Where the file cannot be written nothing is accepted")
    func unwritable() throws {
        try withPath { url in
            let ledger = try NonceLedger(path: url.path)
            try FileManager.default.removeItem(at: url)
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
            #expect(ledger.accept(hotkey: hotkey, uuid: "a", nonce: now, now: now) == .notDurable)
            try FileManager.default.removeItem(at: url)
            #expect(ledger.accept(hotkey: hotkey, uuid: "a", nonce: now, now: now) == .accepted)
        }
    }
}
