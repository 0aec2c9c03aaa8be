import Chain
import Foundation
import TestSupport
import Testing

@testable import DevChain

struct LedgerStoreTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private var log: String { "\(directory.path)/chain.blocks" }
    private var state: String { "\(directory.path)/chain.state" }

    private func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    private func put(_ bytes: [UInt8], _ path: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    /// The ledger in the directory, after `blocks` more.
    @discardableResult
    private func open(blocks: Int = 0, compaction: Int = 512) throws -> (ledger: Ledger, wasCut: Bool) {
        var ledger = SampleLedger.empty
        let store = try LedgerStore(directory.path, ledger: &ledger, compaction: compaction)
        for _ in 0..<blocks {
            let record = SampleLedger.child(ledger)
            try store.append(record)
            _ = ledger.append(record)
            try store.compact(ledger)
        }
        return (ledger, store.wasCut)
    }

    @Test("What was sealed is there when the directory is opened again", arguments: [512, 7, 1])
    func kept(compaction: Int) throws {
        let before = try open(blocks: 20, compaction: compaction).ledger
        let after = try open(compaction: compaction)
        #expect(after.ledger.head == before.head)
        #expect(after.ledger.state == before.state)
        #expect(after.ledger.hashes == before.hashes)
        #expect(!after.wasCut)
        let past = try #require(before.hash(10))
        #expect(try after.ledger.state(at: past) == before.state(at: past))
        #expect(try open(blocks: 1, compaction: compaction).ledger.head.number == 21)
    }

    @Test("A write that was cut anywhere costs the last block and nothing else")
    func cut() throws {
        try open(blocks: 3)
        let short = try bytes(log)
        let expected = try open(blocks: 1).ledger
        let long = try bytes(log)
        #expect(long.count > short.count)
        for end in (short.count + 1)..<long.count {
            try put(Array(long[..<end]), log)
            let (ledger, wasCut) = try open()
            #expect(ledger.head.number == 3)
            #expect(wasCut)
            #expect(try bytes(log) == short)
        }
        // The chain goes on from there.
        #expect(try open(blocks: 1).ledger.head == expected.head)
    }

    @Test("A log cut within its head, or with zeros at its end, does no harm")
    func odd() throws {
        try open(blocks: 2)
        let whole = try bytes(log)
        try put(whole + [UInt8](repeating: 0, count: 4096), log)
        #expect(try open().ledger.head.number == 2)
        #expect(try bytes(log) == whole)
        try put(Array(whole[..<20]), log)
        #expect(try open(blocks: 1).ledger.head.number == 1)
    }

    @Test("A flipped bit before the last block is an error that names the file and says what to do")
    func damagedLog() throws {
        try open(blocks: 5)
        let whole = try bytes(log)
        for position in stride(from: LedgerLog.headCount, to: whole.count - 600, by: 7) {
            var broken = whole
            broken[position] ^= 4
            try put(broken, log)
            let error = #expect(throws: LedgerError.self) { try open() }
            #expect(error?.description.contains(log) == true)
            #expect(error?.description.contains("remove") == true)
        }
    }

    @Test("A damaged or foreign state is an error", arguments: [0, 20, 400, -1, -40])
    func damagedState(position: Int) throws {
        try open(blocks: 5, compaction: 1)
        var broken = try bytes(state)
        broken[position < 0 ? broken.count + position : position] ^= 1
        try put(broken, state)
        #expect(throws: LedgerError.self) { try open() }
    }

    @Test("A state that is missing or cut short is an error, not a new chain")
    func missingState() throws {
        try open(blocks: 5)
        try put(Array(try bytes(state).prefix(10)), state)
        #expect(throws: LedgerError.self) { try open() }
        try FileManager.default.removeItem(atPath: state)
        #expect(throws: LedgerError.self) { try open() }
    }

    @Test("An end between new state and new log loses nothing")
    func betweenFiles() throws {
        try open(blocks: 6)
        let oldLog = try bytes(log)
        let before = try open(compaction: 1).ledger
        let after = try open(blocks: 1, compaction: 1).ledger
        #expect(after.head.number == 7)
        // The log as it was before the state was written anew: all its blocks are in the state.
        try put(oldLog, log)
        let (ledger, _) = try open()
        #expect(ledger.head == after.head)
        #expect(ledger.hash(6) == before.head.hash)
    }

    @Test("Two cannot use one directory")
    func lock() throws {
        var ledger = SampleLedger.empty
        let store = try LedgerStore(directory.path, ledger: &ledger)
        #expect(throws: LedgerError.taken(directory: directory.path)) { try open() }
        withExtendedLifetime(store) {}
    }

    @Test("A directory of a chain with another beginning is refused")
    func otherGenesis() throws {
        try open(blocks: 1)
        var other = Ledger(genesis: ChainState(), seed: [9])
        #expect(throws: LedgerError.otherGenesis(directory: directory.path)) {
            _ = try LedgerStore(directory.path, ledger: &other)
        }
    }
}
