package import Foundation
package import Logging
import ServiceLifecycle
import Synchronization
import Timing

/// The last good metagraph with its age, refreshed by a loop; a chain that is away leaves it as it is.
package final class MetagraphCache: Service {
    let subtensor: any Subtensor
    private let netuid: UInt16
    private let interval: Duration
    private let oncePerBlock: Bool
    private let memory: MetagraphFile?
    private let rule: BlockRule
    private let now: @Sendable () -> Date
    private let logger: Logger
    private let state: Mutex<State>

    struct State {
        var snapshot: Snapshot
        /// When this block was first read.
        var blockSince: Date
        /// Since when reading fails.
        var awaySince: Date?
        /// When the last attempt to read ended.
        var triedAt: Date
        /// The attempt that is being made; all who want one share it.
        var attempt: Task<Void, Never>?
        /// When the metagraph was last written to its file, or could not be.
        var writtenAt = Date.distantPast
        var writingFails = false

        /// What a role begins with.
        /// - Parameter awaySince: When the chain did not answer; nil when it did.
        init(_ snapshot: Snapshot, at time: Date, awaySince: Date? = nil) {
            self.snapshot = snapshot
            blockSince = snapshot.isUnread ? time : snapshot.readAt
            triedAt = time
            self.awaySince = awaySince
        }
    }

    /// A metagraph and when it was read.
    package struct Snapshot: Sendable {
        package let metagraph: Metagraph
        package let readAt: Date

        /// True while nothing was read yet: its metagraph is empty and says nothing about anybody.
        package var isUnread: Bool { readAt == .distantPast }

        /// True when it was read within `seconds` before `time`.
        func isYounger(than seconds: TimeInterval, at time: Date) -> Bool {
            !isUnread && time.timeIntervalSince(readAt) < seconds
        }

        static func unread(_ netuid: UInt16) -> Snapshot {
            Snapshot(metagraph: Metagraph(netuid: netuid, block: 0, neurons: []), readAt: .distantPast)
        }
    }

    /// A cache that has read the metagraph once, or has the last good one of an earlier run.
    /// - Parameters:
    ///   - oncePerBlock: Reads nothing but the block's number while that is the same.
    ///   - patience: How long to go on asking a chain that is away, where there is no file to begin with.
    ///   - memory: Where the last good metagraph is kept; a role that starts while the chain is away begins with it.
    ///   - startsUnread: True: with no such file either, it begins with nothing (``Snapshot/isUnread``).
    ///   - checksTime: True on public networks: a node whose blocks are old by this machine's clock is not believed.
    /// - Throws: ``SubtensorError`` when there is nothing to begin with.
    package init(
        subtensor: any Subtensor, netuid: UInt16, interval: Duration, oncePerBlock: Bool = false,
        patience: Duration = .zero, memory: MetagraphFile? = nil, startsUnread: Bool = false,
        checksTime: Bool = false, logger: Logger, now: @escaping @Sendable () -> Date = { Date() }
    ) async throws(SubtensorError) {
        self.subtensor = subtensor
        self.netuid = netuid
        self.interval = interval
        self.oncePerBlock = oncePerBlock
        self.memory = memory
        self.now = now
        self.logger = logger
        rule = BlockRule(checksTime: checksTime)
        let start = MetagraphStart(
            subtensor: subtensor, netuid: netuid, rule: rule, memory: memory, startsUnread: startsUnread,
            logger: logger, now: now)
        let first = try await start.state(patience: patience)
        state = Mutex(first)
        if first.awaySince == nil { remember(first.snapshot) }
    }

    /// The last good metagraph.
    package var current: Metagraph { state.withLock { $0.snapshot.metagraph } }

    /// The last good metagraph with the time of its reading.
    package var snapshot: Snapshot { state.withLock { $0.snapshot } }

    /// Seconds since the last good read; infinite while there was none.
    package var age: TimeInterval { age(of: snapshot) }

    /// False while the last attempt to read failed.
    package var isFresh: Bool { state.withLock { $0.awaySince == nil } }

    /// The metagraph is as fresh as the chain allows; a failed read keeps the last good one.
    ///
    /// Who asks while another reading is in flight shares it. A caller that is cancelled stops waiting; the reading goes on.
    /// That the chain went away is logged once, and once that it is back.
    package func refresh() async {
        let attempt = state.withLock { state -> Task<Void, Never> in
            if let attempt = state.attempt { return attempt }
            // Unstructured: all callers share it, and it goes on when the first one is cancelled.
            let attempt = Task { await self.attempt() }
            state.attempt = attempt
            return attempt
        }
        try? await Waiting.value(of: attempt)
    }

    /// The same for requests, of which there may be many: what was tried within the last seconds is not tried again.
    package func lookAgain() async {
        let isDue = state.withLock { state in
            state.attempt != nil || !(0...Self.restAfterAttempt).contains(now().timeIntervalSince(state.triedAt))
        }
        if isDue { await refresh() }
    }

    /// Refreshes every interval until shutdown; sooner while the chain is away.
    package func run() async throws {
        while await Pacing.pause(isFresh ? interval : min(interval, Self.awayInterval)) { await refresh() }
    }

    private static let awayInterval = Duration.seconds(15)
    /// Seconds after an attempt to read in which requests cause no other.
    static let restAfterAttempt: TimeInterval = 3

    /// How long a role waits at its start for a chain that is away: until somebody looks after it.
    package static let startPatience = Duration.seconds(86_400)

    private func attempt() async {
        do throws(SubtensorError) {
            keep(try await read())
        } catch {
            if error.isStale { subtensor.distrust("\(error)") }
            lose(error)
        }
        let snapshot = state.withLock { $0.awaySince == nil ? $0.snapshot : nil }
        if let snapshot { remember(snapshot) }
        state.withLock { state in
            state.triedAt = now()
            state.attempt = nil
        }
    }

    /// What the chain says now; nil when that is of a block a little before the known one.
    private func read() async throws(SubtensorError) -> Metagraph? {
        let known = snapshot
        let isSame = oncePerBlock && !known.isUnread ? try await subtensor.block() == known.metagraph.block : false
        let next = isSame ? known.metagraph : try await subtensor.metagraph(netuid: netuid)
        let verdict = try rule.judge(next, after: known, since: state.withLock(\.blockSince), now: now())
        return verdict == .takesOver ? next : nil
    }

    private func keep(_ metagraph: Metagraph?) {
        let time = now()
        let since = state.withLock { state in
            if let metagraph {
                if metagraph.block != state.snapshot.metagraph.block { state.blockSince = time }
                state.snapshot = Snapshot(metagraph: metagraph, readAt: time)
            }
            defer { state.awaySince = nil }
            return state.awaySince
        }
        guard let since else { return }
        logger.notice(
            "the chain is back",
            metadata: ["block": "\(current.block)", "away_s": "\(Int(time.timeIntervalSince(since)))"])
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
            metadata: ["reason": "\(error)", "block": "\(current.block)", "age_s": "\(Int(clamping: age))"])
    }

    private func age(of snapshot: Snapshot) -> TimeInterval {
        snapshot.isUnread ? .infinity : now().timeIntervalSince(snapshot.readAt)
    }

    /// The metagraph is in its file, if it was not written lately; that it cannot be written is logged once.
    private func remember(_ snapshot: Snapshot) {
        guard let memory else { return }
        let time = now()
        let isDue = state.withLock { state in
            let isDue = abs(time.timeIntervalSince(state.writtenAt)) >= MetagraphFile.pause
            if isDue { state.writtenAt = time }
            return isDue
        }
        guard isDue else { return }
        do {
            try memory.write(snapshot)
            state.withLock { $0.writingFails = false }
        } catch {
            let isNew = state.withLock { state in
                defer { state.writingFails = true }
                return !state.writingFails
            }
            guard isNew else { return }
            logger.warning("the metagraph cannot be kept for the next start", metadata: ["reason": "\(error)"])
        }
    }
}

extension Int {
    /// The nearest whole number; the largest there is for what is too large.
    fileprivate init(clamping seconds: TimeInterval) {
        self = Int(exactly: seconds.rounded()) ?? (seconds > 0 ? .max : .min)
    }
}
