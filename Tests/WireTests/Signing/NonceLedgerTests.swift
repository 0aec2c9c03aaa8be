import Foundation
import Keys
import Synchronization
import TestSupport
import Testing
import Wire

/// What an axon remembers of nonces: replays, bounds, restarts.
@Suite("Nonce ledger")
struct NonceLedgerTests {
    let hotkey: AccountID
    let other: AccountID
    let now: UInt64 = 1_800_000_000_000_000_000

    init() throws {
        let people = try People()
        hotkey = people.alice.account
        other = people.charlie.account
    }

    /// A disk that keeps the last mark, and may fail.
    final class Disk: Sendable {
        struct Full: Error {}
        private let state = Mutex((marks: [UInt64](), fails: false))

        var marks: [UInt64] { state.withLock { $0.marks } }
        var mark: UInt64 { marks.last ?? 0 }
        func fail(_ fails: Bool) { state.withLock { $0.fails = fails } }

        func write(_ mark: UInt64) throws {
            try state.withLock { state in
                if state.fails { throw Full() }
                state.marks.append(mark)
            }
        }
    }

    @Test("Nonces of one sender must strictly increase; senders do not disturb each other")
    func increase() {
        let ledger = NonceLedger()
        #expect(ledger.accept(hotkey: hotkey, uuid: "a", nonce: now, now: now) == .accepted)
        #expect(ledger.accept(hotkey: hotkey, uuid: "a", nonce: now, now: now) == .repeated)
        #expect(ledger.accept(hotkey: hotkey, uuid: "a", nonce: now - 1, now: now) == .repeated)
        #expect(ledger.accept(hotkey: hotkey, uuid: "b", nonce: now - 1, now: now) == .accepted)
        #expect(ledger.accept(hotkey: other, uuid: "a", nonce: now - 2, now: now) == .accepted)
        #expect(ledger.accept(hotkey: hotkey, uuid: "a", nonce: now + 1, now: now) == .accepted)
        #expect(ledger.count == 3)
    }

    @Test("Of 200 concurrent accepts of one nonce exactly one wins")
    func concurrent() async {
        let ledger = NonceLedger()
        let (hotkey, now) = (hotkey, now)
        let wins = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<200 {
                group.addTask { ledger.accept(hotkey: hotkey, uuid: "a", nonce: now, now: now) == .accepted }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(wins == 1)
    }

    @Test("After a crash nothing that may have been accepted is accepted again")
    func crash() throws {
        let disk = Disk()
        let before = NonceLedger(persist: disk.write)
        for step in UInt64(0)..<50 {
            #expect(before.accept(hotkey: hotkey, uuid: "a", nonce: now + step, now: now) == .accepted)
        }
        // The process dies here: no close().
        let after = NonceLedger(mark: disk.mark, persist: disk.write)
        for step in UInt64(0)..<50 {
            let verdict = after.accept(hotkey: hotkey, uuid: "a", nonce: now + step, now: now)
            #expect(verdict == .belowFloor(remaining: disk.mark - now - step))
        }
        #expect(after.accept(hotkey: hotkey, uuid: "a", nonce: disk.mark, now: now) == .belowFloor(remaining: 0))
        #expect(after.accept(hotkey: hotkey, uuid: "a", nonce: disk.mark + 1, now: now) == .accepted)
    }

    @Test("A clean restart refuses no fresh nonce, and still no old one")
    func cleanRestart() {
        let disk = Disk()
        let before = NonceLedger(persist: disk.write)
        #expect(before.accept(hotkey: hotkey, uuid: "a", nonce: now, now: now) == .accepted)
        before.close()
        #expect(disk.mark == now)
        let after = NonceLedger(mark: disk.mark, persist: disk.write)
        #expect(after.accept(hotkey: hotkey, uuid: "a", nonce: now, now: now) == .belowFloor(remaining: 0))
        #expect(after.accept(hotkey: hotkey, uuid: "a", nonce: now + 1, now: now) == .accepted)
    }

    @Test("A mark is on disk before its nonces are accepted, and is written rarely")
    func reserveAhead() {
        let disk = Disk()
        let ledger = NonceLedger(ahead: 1_000, persist: disk.write)
        for step in UInt64(0)..<5_000 {
            #expect(ledger.accept(hotkey: hotkey, uuid: "a", nonce: now + step, now: now) == .accepted)
            #expect(disk.mark >= now + step)
        }
        // It is extended when half of it is used up, so 12 times at most.
        #expect((5...12).contains(disk.marks.count))
        #expect(disk.marks == disk.marks.sorted())
    }

    @Test("Whatever is accepted by whichever thread is covered by what is on disk")
    func concurrentMarks() async {
        let disk = Disk()
        let ledger = NonceLedger(ahead: 40, persist: disk.write)
        let (hotkey, now) = (hotkey, now)
        let uncovered = await withTaskGroup(of: Int.self) { group in
            for sender in 0..<8 {
                group.addTask {
                    var uncovered = 0
                    for step in UInt64(0)..<2_000 {
                        let nonce = now + step * 7
                        let verdict = ledger.accept(hotkey: hotkey, uuid: "\(sender)", nonce: nonce, now: now)
                        if verdict != .accepted || disk.mark < nonce { uncovered += 1 }
                    }
                    return uncovered
                }
            }
            return await group.reduce(0, +)
        }
        #expect(uncovered == 0)
        #expect(disk.marks == disk.marks.sorted(), "a mark on disk never falls")
    }

    @Test("Where the mark cannot be written nothing is accepted and nothing remembered")
    func brokenDisk() {
        let disk = Disk()
        let ledger = NonceLedger(ahead: 10, persist: disk.write)
        #expect(ledger.accept(hotkey: hotkey, uuid: "a", nonce: now, now: now) == .accepted)
        disk.fail(true)
        // Still covered by the mark that is on disk.
        #expect(ledger.accept(hotkey: hotkey, uuid: "a", nonce: now + 10, now: now) == .accepted)
        #expect(ledger.accept(hotkey: hotkey, uuid: "a", nonce: now + 11, now: now) == .notDurable)
        #expect(ledger.accept(hotkey: other, uuid: "b", nonce: now + 11, now: now) == .notDurable)
        #expect(ledger.count == 1)
        disk.fail(false)
        #expect(ledger.accept(hotkey: hotkey, uuid: "a", nonce: now + 11, now: now) == .accepted)
    }

    @Test("130,000 senders never fill more than 100,000 places, and none gets a nonce twice")
    func bounded() {
        let ledger = NonceLedger()
        var most = 0
        for step in UInt64(0)..<130_000 {
            let verdict = ledger.accept(hotkey: hotkey, uuid: "\(step)", nonce: now + step, now: now + step)
            // Not #expect: 130,000 of them are slow.
            if verdict != .accepted { Issue.record("\(verdict) at \(step)") }
            if step % 1_000 == 0 { most = max(most, ledger.count) }
        }
        #expect(most <= 100_000)
        #expect(ledger.count <= 100_000)
        for step in stride(from: UInt64(0), to: 130_000, by: 997) {
            let again = ledger.accept(hotkey: hotkey, uuid: "\(step)", nonce: now + step, now: now + 130_000)
            #expect(again != .accepted, "nonce \(step)")
        }
    }

    @Test("A flood leaves a floor: below it nothing unseen is accepted, above it everything")
    func floor() {
        let ledger = NonceLedger(capacity: 10)
        for step in UInt64(1)...11 {
            #expect(ledger.accept(hotkey: hotkey, uuid: "\(step)", nonce: now + step, now: now) == .accepted)
        }
        #expect(ledger.count == 5)
        #expect(ledger.accept(hotkey: other, uuid: "x", nonce: now + 2, now: now) == .belowFloor(remaining: 4))
        #expect(ledger.accept(hotkey: other, uuid: "x", nonce: now + 7, now: now) == .accepted)
        #expect(ledger.accept(hotkey: hotkey, uuid: "11", nonce: now + 11, now: now) == .repeated)
    }

    @Test("What is too old to be fresh is forgotten first, without a floor")
    func forgets() {
        let ledger = NonceLedger(capacity: 10, window: 100)
        for step in UInt64(1)...10 {
            #expect(ledger.accept(hotkey: hotkey, uuid: "\(step)", nonce: now + step, now: now) == .accepted)
        }
        #expect(ledger.accept(hotkey: hotkey, uuid: "new", nonce: now + 1_000, now: now + 1_000) == .accepted)
        #expect(ledger.count == 1)
        #expect(ledger.accept(hotkey: other, uuid: "x", nonce: now + 950, now: now + 1_000) == .accepted)
    }

    @Test("Extreme nonces overflow nothing")
    func extremes() {
        let disk = Disk()
        let ledger = NonceLedger(capacity: 2, persist: disk.write)
        for (index, nonce) in [UInt64.max, 1, .max - 1, .max, 2].enumerated() {
            _ = ledger.accept(hotkey: hotkey, uuid: "\(index)", nonce: nonce, now: 0)
        }
        #expect(ledger.count <= 2)
        #expect(ledger.accept(hotkey: hotkey, uuid: "zero", nonce: 0, now: 0) != .accepted)
    }

    @Test("The mark's file survives a restart; a damaged one is refused instead of forgotten")
    func file() throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/nonce"
        let ledger = try NonceLedger(path: path)
        #expect(ledger.accept(hotkey: hotkey, uuid: "a", nonce: now, now: now) == .accepted)
        let crashed = try NonceLedger(path: path)
        #expect(crashed.accept(hotkey: hotkey, uuid: "a", nonce: now, now: now) != .accepted)
        ledger.close()
        let restarted = try NonceLedger(path: path)
        #expect(restarted.accept(hotkey: hotkey, uuid: "a", nonce: now, now: now) == .belowFloor(remaining: 0))
        #expect(restarted.accept(hotkey: hotkey, uuid: "a", nonce: now + 1, now: now) == .accepted)
        for damage in ["x\n", "-1\n", "\n", "12 34\n", String(repeating: "9", count: 30)] {
            try Data(damage.utf8).write(to: URL(fileURLWithPath: path))
            #expect(throws: (any Error).self, "\(damage)") { try NonceLedger(path: path) }
        }
    }
}
