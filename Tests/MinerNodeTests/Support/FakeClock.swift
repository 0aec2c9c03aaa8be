import MinerNode
import Synchronization

/// Clocks that stand still until a test moves them.
final class FakeClock: Sendable {
    private let reading = Mutex(TimeReading(wall: 1_800_000_000, bootID: "first", boot: 1_000))

    var now: TimeReading { reading.withLock { $0 } }

    /// Time passes.
    func pass(_ seconds: Double) {
        reading.withLock {
            $0.wall += seconds
            $0.boot += seconds
        }
    }

    /// Somebody sets the wall clock.
    func step(_ seconds: Double) { reading.withLock { $0.wall += seconds } }

    /// The machine was off for so long.
    func reboot(after seconds: Double) {
        reading.withLock { $0 = TimeReading(wall: $0.wall + seconds, bootID: $0.bootID + "+", boot: 5) }
    }
}
