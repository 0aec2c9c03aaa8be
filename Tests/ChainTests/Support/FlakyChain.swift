import Chain
import Foundation
import Synchronization

/// A chain whose block a test sets, and that is away when there is none; with the clock that its readers use.
final class FlakyChain: Subtensor {
    struct State: Sendable {
        var block: UInt64?
        var date = Date(timeIntervalSince1970: 1_800_000_000)
    }

    private let state: Mutex<State>

    init(block: UInt64?) { state = Mutex(State(block: block)) }

    var now: Date { state.withLock { $0.date } }

    func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }

    func block() async throws(SubtensorError) -> UInt64 {
        guard let block = state.withLock({ $0.block }) else { throw .unavailable("away") }
        return block
    }

    func metagraph(netuid: UInt16) async throws(SubtensorError) -> Metagraph {
        Metagraph(netuid: netuid, block: try await block(), neurons: [])
    }
}
