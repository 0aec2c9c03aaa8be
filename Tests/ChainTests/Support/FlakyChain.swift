import Chain
import Foundation
import Synchronization
import TestSupport

/// A chain whose block a test sets, and that is away when there is none; with the clock that its readers use.
final class FlakyChain: Subtensor {
    struct State: Sendable {
        var block: UInt64?
        var date = Date(timeIntervalSince1970: 1_800_000_000)
        /// When the block was made.
        var time: Date?
        var neurons: [Neuron] = []
        /// How often a metagraph was read.
        var readings = 0
        /// Why it was found to be of no use.
        var distrust: [String] = []
        /// Goes on when a reading may end.
        var gate: (@Sendable () async -> Void)?
    }

    private let state: Mutex<State>

    init(block: UInt64?) { state = Mutex(State(block: block)) }

    var now: Date { state.withLock { $0.date } }

    /// A cache of this chain's metagraph, by its clock.
    func cache(every interval: Duration = .seconds(600), checksTime: Bool = false) async throws -> MetagraphCache {
        try await MetagraphCache(
            subtensor: self, netuid: 27, interval: interval, checksTime: checksTime, logger: .silent, now: { self.now })
    }

    var current: State { state.withLock { $0 } }

    func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }

    func block() async throws(SubtensorError) -> UInt64 {
        guard let block = state.withLock({ $0.block }) else { throw .unavailable("away") }
        return block
    }

    func metagraph(netuid: UInt16) async throws(SubtensorError) -> Metagraph {
        let (neurons, time, gate) = state.withLock { state in
            state.readings += 1
            return (state.neurons, state.time, state.gate)
        }
        await gate?()
        return Metagraph(netuid: netuid, block: try await block(), neurons: neurons, time: time)
    }

    func distrust(_ reason: String) { state.withLock { $0.distrust.append(reason) } }
}
