import Chain
import Testing

@testable import DevChain

struct LedgerTests {
    @Test("The storage of an earlier block is what it was then")
    func history() throws {
        let (ledger, states) = SampleLedger.grown(12)
        for (number, expected) in states.enumerated() {
            let hash = try #require(ledger.hash(UInt64(number)))
            #expect(try ledger.state(at: hash) == expected)
            for key: [UInt8] in [[0], [1, 1], [2, 3], [3], [9]] {
                #expect(try ledger.value(key, at: hash) == expected[key])
            }
        }
    }

    @Test("The storage of a block that is too old is discarded, its header and its hash are known")
    func discarded() throws {
        let (ledger, _) = SampleLedger.grown(40)
        let old = try #require(ledger.hash(24 - 1))
        let kept = try #require(ledger.hash(24))
        #expect(throws: Ledger.Absence.discarded) { try ledger.state(at: old) }
        #expect(throws: Ledger.Absence.discarded) { try ledger.value([0], at: old) }
        #expect(try ledger.value([0], at: kept) == [24])
        #expect(ledger.block(old)?.number == 23)
    }

    @Test("Blocks are forgotten at a depth, hashes never")
    func forgotten() throws {
        let (ledger, _) = SampleLedger.grown(100)
        let old = try #require(ledger.hash(36))
        #expect(ledger.block(old) == nil)
        #expect(throws: Ledger.Absence.unknownBlock) { try ledger.state(at: old) }
        #expect(ledger.block(number: 37)?.number == 37)
        #expect(ledger.hash(0) == ledger.genesisHash)
        #expect(ledger.hash(101) == nil)
        #expect(ledger.hash(.max) == nil)
    }

    @Test("A block names its parent, and its hash is that of its header")
    func chained() throws {
        let (ledger, _) = SampleLedger.grown(5)
        for number: UInt64 in 1...5 {
            let block = try #require(ledger.block(number: number))
            #expect(block.header.parentHash == ledger.hash(number - 1))
            #expect(block.hash == block.header.hash)
            #expect(ledger.hash(number) == block.hash)
        }
        #expect(ledger.block(number: 0)?.header.parentHash == .zero)
    }

    @Test("What does not follow the head is refused and changes nothing")
    func foreign() {
        var ledger = SampleLedger.empty
        let first = SampleLedger.child(ledger)
        let follows = ledger.append(first)
        let before = ledger.head
        let followsAgain = ledger.append(first)
        #expect(follows && !followsAgain)
        #expect(ledger.head == before)
    }

    @Test("The same beginning has the same hash, another one has another")
    func genesis() {
        let state = ChainState(entries: [[1]: [2], [3]: [4]])
        let first = Ledger(genesis: state, seed: [1])
        #expect(first.genesisHash == Ledger(genesis: state, seed: [1]).genesisHash)
        #expect(first.genesisHash != Ledger(genesis: state, seed: [2]).genesisHash)
        #expect(first.genesisHash != Ledger(genesis: ChainState(entries: [[1]: [2]]), seed: [1]).genesisHash)
    }

    @Test("A record is read as it was written; a shorter or longer one is refused")
    func record() throws {
        let record = SampleLedger.child(SampleLedger.empty)
        let bytes = record.encoded
        #expect(try LedgerRecord(encoded: bytes) == record)
        for count in 0..<bytes.count {
            #expect(throws: ScaleError.self) { try LedgerRecord(encoded: Array(bytes.prefix(count))) }
        }
        #expect(throws: ScaleError.self) { try LedgerRecord(encoded: bytes + [0]) }
    }

    @Test("A snapshot is the whole ledger, history included")
    func snapshot() throws {
        let (ledger, states) = SampleLedger.grown(20)
        let copy = try LedgerSnapshot.decode(LedgerSnapshot.encode(ledger), path: "x", depth: ledger.depth)
        #expect(copy.head == ledger.head)
        #expect(copy.state == ledger.state)
        #expect(copy.hashes == ledger.hashes)
        let past = try #require(ledger.hash(10))
        #expect(try copy.state(at: past) == states[10])
        #expect(copy.block(past) == ledger.block(past))
    }
}
