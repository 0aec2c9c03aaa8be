import Chain

@testable import DevChain

/// Ledgers with made-up storage, the same for the same numbers.
enum SampleLedger {
    static let empty = Ledger(genesis: genesis, seed: [1], depth: .init(blocks: 64, history: 16))

    private static var genesis: ChainState { ChainState(entries: [[0]: [0], [1, 1]: [7, 7]]) }

    /// The child that changes three keys, removes one now and then, and has an extrinsic.
    static func child(_ ledger: Ledger) -> LedgerRecord {
        var state = ledger.state
        let number = ledger.head.number + 1
        let byte = UInt8(truncatingIfNeeded: number)
        state[[0]] = [byte]
        state[[2, byte % 5]] = [byte, 1]
        state[[3]] = number % 3 == 0 ? nil : [byte]
        return ledger.child(extrinsics: [[byte], [byte, 2]], slot: number, state: state)
    }

    /// A ledger of so many blocks after the first, and the storage after each.
    static func grown(_ count: Int) -> (ledger: Ledger, states: [ChainState]) {
        var ledger = empty
        var states = [ledger.state]
        for _ in 0..<count {
            _ = ledger.append(child(ledger))
            states.append(ledger.state)
        }
        return (ledger, states)
    }
}
