import Synchronization
import Wire

/// A wall clock that stands where the test put it.
final class SettableClock: Sendable {
    private let time: Mutex<UInt64>

    init(_ now: UInt64) {
        time = Mutex(now)
    }

    var now: UInt64 {
        get { time.withLock { $0 } }
        set { time.withLock { $0 = newValue } }
    }

    var reading: WireClock { { self.now } }
}
