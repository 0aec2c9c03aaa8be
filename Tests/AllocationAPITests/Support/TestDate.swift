import Foundation
import Synchronization

/// A clock that stands still until a test moves it.
final class TestDate: Sendable {
    private let state = Mutex((date: Date(timeIntervalSince1970: 1_800_000_000), uptime: 0.0))

    var now: Date { state.withLock { $0.date } }

    /// Seconds that have really passed.
    var uptime: Double { state.withLock { $0.uptime } }

    func pass(_ seconds: TimeInterval) {
        state.withLock { state in
            state.date += seconds
            state.uptime += seconds
        }
    }

    /// The clock is set, without any time passing.
    func set(by seconds: TimeInterval) { state.withLock { $0.date += seconds } }
}
