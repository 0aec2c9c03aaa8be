import Foundation
import Synchronization

/// A wall clock that stands where the test put it.
final class RunClock: Sendable {
    private let time: Mutex<Date>

    init(_ seconds: Double = 1_790_000_000) { time = Mutex(Date(timeIntervalSince1970: seconds)) }

    var now: Date { time.withLock { $0 } }

    func pass(_ seconds: Double) { time.withLock { $0 += seconds } }

    var reading: @Sendable () -> Date { { self.now } }
}
