package import Foundation
package import Logging
import Synchronization

/// The wall clock, as far as it may decide that a time is over.
///
/// A clock that is set forward would end leases that were paid for. What the wall clock says is compared with the time
/// that really passed, suspended time included; after a jump it decides nothing until it has gone evenly for a while.
package final class LeaseClock: Sendable {
    private struct State {
        /// How far the wall clock is ahead of the uptime, as long as nobody sets it.
        var lead: Double
        /// What that has become, and at which uptime.
        var jumped: (lead: Double, at: Double)?
    }

    private let wall: @Sendable () -> Date
    private let elapsed: @Sendable () -> Double
    private let logger: Logger
    private let state: Mutex<State>

    /// Seconds that a clock may be corrected by at once without being doubted.
    static let tolerance: Double = 60
    /// Seconds that a clock must go evenly after a jump until it is believed: long enough for a time server to put a
    /// wrong one right.
    static let settling: Double = 900

    /// - Parameters:
    ///   - now: The wall clock.
    ///   - uptime: Seconds since some moment, which nobody can set.
    package init(
        now: @escaping @Sendable () -> Date, uptime: @escaping @Sendable () -> Double = LeaseClock.continuous(),
        logger: Logger
    ) {
        wall = now
        elapsed = uptime
        self.logger = logger
        state = Mutex(State(lead: now().timeIntervalSince1970 - uptime()))
    }

    /// The date, believed or not.
    var now: Date { wall() }

    /// Seconds since some moment, which nobody can set.
    var uptime: Double { elapsed() }

    /// False while the wall clock has been set forward and not gone evenly since for ``settling``: then nothing is over.
    func isBelieved() -> Bool {
        let time = uptime
        let lead = now.timeIntervalSince1970 - time
        let (isBelieved, isNew) = state.withLock { state in
            if Self.isSame(lead, state.lead) {
                // Followed: what a time server slews adds up over weeks.
                (state.lead, state.jumped) = (lead, nil)
                return (true, false)
            }
            if let jumped = state.jumped, Self.isSame(lead, jumped.lead) {
                guard time - jumped.at >= Self.settling else { return (lead < state.lead, false) }
                (state.lead, state.jumped) = (lead, nil)
                return (true, false)
            }
            state.jumped = (lead, time)
            // Set back, it ends nothing too early.
            return (lead < state.lead, lead > state.lead)
        }
        if isNew {
            logger.error("the clock was set forward: no lease ends until it has gone evenly for a while")
        }
        return isBelieved
    }

    /// Seconds since this call, suspended time included.
    package static func continuous() -> @Sendable () -> Double {
        let start = ContinuousClock.now
        return {
            let passed = start.duration(to: .now).components
            return Double(passed.seconds) + Double(passed.attoseconds) / 1e18
        }
    }

    private static func isSame(_ lead: Double, _ other: Double) -> Bool { abs(lead - other) <= tolerance }
}
