package import Foundation
package import Logging
import ServiceLifecycle
import Synchronization
import Timing

/// The last good metagraph with its age, refreshed by a loop; a chain that is away leaves it as it is.
package final class MetagraphCache: Service {
    private let subtensor: any Subtensor
    private let netuid: UInt16
    private let interval: Duration
    private let oncePerBlock: Bool
    private let now: @Sendable () -> Date
    private let logger: Logger
    private let state: Mutex<State>

    private struct State {
        var snapshot: Snapshot
        /// When this block was first read.
        var blockSince: Date
        /// Since when reading fails.
        var awaySince: Date?
    }

    /// A metagraph and when it was read.
    package struct Snapshot: Sendable {
        package let metagraph: Metagraph
        package let readAt: Date
    }

    /// A cache that has read the metagraph once.
    /// - Parameters:
    ///   - oncePerBlock: Reads nothing but the block's number while that is the same.
    ///   - patience: How long to go on asking a chain that is away.
    /// - Throws: ``SubtensorError`` when even the first read fails: a role cannot start without a network.
    package init(
        subtensor: any Subtensor, netuid: UInt16, interval: Duration, oncePerBlock: Bool = false,
        patience: Duration = .zero, logger: Logger, now: @escaping @Sendable () -> Date = { Date() }
    ) async throws(SubtensorError) {
        self.subtensor = subtensor
        self.netuid = netuid
        self.interval = interval
        self.oncePerBlock = oncePerBlock
        self.now = now
        self.logger = logger
        let first = try await MetagraphCache.first(subtensor, netuid, patience, logger)
        let time = now()
        state = Mutex(State(snapshot: Snapshot(metagraph: first, readAt: time), blockSince: time))
    }

    /// The last good metagraph.
    package var current: Metagraph { state.withLock { $0.snapshot.metagraph } }

    /// The last good metagraph with the time of its reading.
    package var snapshot: Snapshot { state.withLock { $0.snapshot } }

    /// Seconds since the last good read.
    package var age: TimeInterval { now().timeIntervalSince(snapshot.readAt) }

    /// False while the last attempt to read failed.
    package var isFresh: Bool { state.withLock { $0.awaySince == nil } }

    /// The metagraph is as fresh as the chain allows; a failed read keeps the last good one.
    ///
    /// That the chain went away is logged once, and once that it is back.
    package func refresh() async {
        do throws(SubtensorError) {
            let known = current
            let isSame = oncePerBlock ? try await subtensor.block() == known.block : false
            let next = isSame ? known : try await subtensor.metagraph(netuid: netuid)
            // A node that is cut off from its network still answers, always the same.
            let stillness = now().timeIntervalSince(state.withLock(\.blockSince))
            guard next.block != known.block || stillness < Self.longestBlock else {
                throw .standingStill(block: known.block)
            }
            keep(next)
        } catch {
            lose(error)
        }
    }

    /// Refreshes every interval until shutdown; sooner while the chain is away.
    package func run() async throws {
        while await Pacing.pause(isFresh ? interval : min(interval, Self.awayInterval)) { await refresh() }
    }

    /// Seconds after which a chain whose block is still the same counts as away: ten blocks of the public network.
    package static let longestBlock: TimeInterval = 120

    private static let awayInterval = Duration.seconds(15)

    /// How long a role waits at its start for a chain that is away: until somebody looks after it.
    package static let startPatience = Duration.seconds(86_400)

    private func keep(_ metagraph: Metagraph) {
        let time = now()
        let since = state.withLock { state in
            if metagraph.block != state.snapshot.metagraph.block { state.blockSince = time }
            state.snapshot = Snapshot(metagraph: metagraph, readAt: time)
            defer { state.awaySince = nil }
            return state.awaySince
        }
        guard let since else { return }
        logger.notice(
            "the chain is back",
            metadata: ["block": "\(metagraph.block)", "away_s": "\(Int(time.timeIntervalSince(since)))"])
    }

    private func lose(_ error: SubtensorError) {
        let time = now()
        let isNew = state.withLock { state in
            defer { state.awaySince = state.awaySince ?? time }
            return state.awaySince == nil
        }
        guard isNew else { return }
        logger.warning(
            "the chain is away: working on the last good metagraph",
            metadata: ["reason": "\(error)", "block": "\(current.block)", "age_s": "\(Int(age))"])
    }

    /// The first metagraph, asked for again and again while the chain is away and `patience` lasts.
    private static func first(
        _ subtensor: any Subtensor, _ netuid: UInt16, _ patience: Duration, _ logger: Logger
    ) async throws(SubtensorError) -> Metagraph {
        let end = ContinuousClock.now + patience
        var waits = Backoff(first: .milliseconds(500), most: .seconds(15))
        var isFirst = true
        while true {
            do throws(SubtensorError) {
                return try await subtensor.metagraph(netuid: netuid)
            } catch {
                guard error.mayPass, let wait = waits.next(), ContinuousClock.now + wait < end else { throw error }
                if isFirst { logger.warning("waiting for the chain", metadata: ["reason": "\(error)"]) }
                isFirst = false
                guard await Pacing.pause(wait) else { throw error }
            }
        }
    }
}
