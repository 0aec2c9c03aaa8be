import Chain
import Timing

/// Waits for blocks to pass, as the last good metagraph counts them: schedules are in blocks, whatever a block takes.
struct BlockPace: Sendable {
    let metagraph: MetagraphCache
    /// The time between two looks at the block's number.
    var step = Duration.seconds(1)

    /// True once `count` blocks have passed; false at once on shutdown.
    func wait(_ count: UInt64) async -> Bool {
        let start = metagraph.current.block
        repeat {
            guard await Pacing.pause(step) else { return false }
        } while metagraph.current.block < start &+ count
        return true
    }
}
