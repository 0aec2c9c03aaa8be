import Foundation

/// Decides whether what a node says of the chain is to be believed, beside what is known.
struct BlockRule: Sendable {
    /// Whether the time of a block is compared with this machine's clock.
    let checksTime: Bool

    enum Verdict: Sendable, Equatable {
        /// It is what is known from now on.
        case takesOver
        /// It is true, but of an earlier block than the known one.
        case isEarlier
    }

    /// Seconds after which a chain whose block is still the same counts as away: ten blocks of the public network.
    static let longestBlock: TimeInterval = 120
    /// Blocks by which nodes of one chain may be apart.
    static let reach: UInt64 = 32
    /// Seconds that the newest block of a node may be old, where nothing but the clock tells that the node is behind.
    static let oldestBlock: TimeInterval = 900

    /// - Parameter since: When the known block was first read.
    /// - Throws: ``SubtensorError`` that says why the node is of no use: its chain stands still, or it is behind.
    func judge(
        _ next: Metagraph, after known: MetagraphCache.Snapshot, since: Date, now: Date
    ) throws(SubtensorError) -> Verdict {
        // Blocks that were seen lately tell better than a clock, which may be wrong.
        if !known.isYounger(than: Self.oldestBlock, at: now) { try checkTime(next, now: now) }
        guard !known.isUnread else { return .takesOver }
        let (block, last) = (next.block, known.metagraph.block)
        if block > last { return .takesOver }
        let isStill = now.timeIntervalSince(since) >= Self.longestBlock
        if block == last {
            // A node that is cut off from its network still answers, always the same.
            guard !isStill else { throw .standingStill(block: last) }
            return .takesOver
        }
        guard isStill || last - block > Self.reach else { return .isEarlier }
        // A development chain that began anew is not behind: its blocks are of now.
        guard let time = next.time, abs(now.timeIntervalSince(time)) < Self.longestBlock else {
            throw .behind(block: block, known: last)
        }
        return .takesOver
    }

    /// - Throws: ``SubtensorError/outOfDate(block:seconds:)`` when the node has not caught up with its chain.
    func checkTime(_ next: Metagraph, now: Date) throws(SubtensorError) {
        guard checksTime, let time = next.time else { return }
        let age = now.timeIntervalSince(time)
        guard age <= Self.oldestBlock else { throw .outOfDate(block: next.block, seconds: Int(age)) }
    }
}
