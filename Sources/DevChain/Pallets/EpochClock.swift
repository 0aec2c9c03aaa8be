internal import Chain

/// When the epochs of a subnet begin: every tempo + 1 blocks, shifted by the netuid.
struct EpochClock {
    private let length: UInt64
    private let shift: UInt64
    private let revealPeriod: UInt64

    init(_ state: ChainState, netuid: UInt16) {
        length = UInt64(state.value(Storage.tempo, netuid, or: 360)) + 1
        shift = UInt64(netuid) + 1
        revealPeriod = state.value(Storage.revealPeriod, netuid, or: 1)
    }

    /// The number of the epoch that a block is in.
    func epoch(_ block: UInt64) -> UInt64 { (block &+ shift) / length }

    /// The first and the last block in which a commitment of a block may be revealed.
    func revealBlocks(_ committed: UInt64) -> (first: UInt64, last: UInt64) {
        let first = (epoch(committed) &+ revealPeriod) &* length
        let start = first - min(shift, first)
        return (start, start &+ length &- 1)
    }

    func isExpired(_ committed: UInt64, at block: UInt64) -> Bool { epoch(block) > epoch(committed) &+ revealPeriod }

    func isDue(_ committed: UInt64, at block: UInt64) -> Bool { epoch(block) == epoch(committed) &+ revealPeriod }

    /// Blocks since the current epoch began.
    func age(_ block: UInt64) -> UInt64 { (block &+ shift) % length }
}
