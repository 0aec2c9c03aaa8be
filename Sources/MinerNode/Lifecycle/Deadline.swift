/// When a rental ends: kept on the wall clock and on the boot clock, so that a clock step ends nothing early.
///
/// Within one boot the boot clock decides; after a reboot only the wall clock is left, until it is anchored again.
package struct Deadline: Codable, Sendable, Equatable {
    /// Unix seconds.
    package private(set) var wall: Double
    private var bootID: String
    private var boot: Double
    /// The wall clock when it was made or anchored; nil in files of older versions.
    private var anchoredAt: Double?

    /// Seconds by which the clocks may differ before the deadline is anchored again.
    private static let slack: Double = 60

    /// The moment `seconds` after `now`.
    package init(after seconds: Double, now: TimeReading) {
        wall = now.wall + seconds
        bootID = now.bootID
        boot = now.boot + seconds
        anchoredAt = now.wall
    }

    /// Seconds left at `now`; zero or less when it has passed.
    package func remaining(at now: TimeReading) -> Double {
        isOfBoot(now) ? boot - now.boot : wall - now.wall
    }

    /// The same deadline on the clocks as they stand at `now`; nil while this one is as good.
    ///
    /// The first time after a reboot the wall clock decides what is left, and the boot clock from then on. A wall clock
    /// that was set since is followed, so that after the next reboot it says the right thing.
    package func anchored(at now: TimeReading) -> Deadline? {
        guard !now.bootID.isEmpty else { return nil }
        if isOfBoot(now) {
            let isApart = abs(wall - now.wall - remaining(at: now)) > Self.slack
            return isApart ? Deadline(after: remaining(at: now), now: now) : nil
        }
        // Behind the time of the last boot: a machine without a clock that runs while it is off waits for the network.
        if let anchoredAt, now.wall < anchoredAt { return nil }
        return Deadline(after: remaining(at: now), now: now)
    }

    private func isOfBoot(_ now: TimeReading) -> Bool { !bootID.isEmpty && bootID == now.bootID }

    private enum CodingKeys: String, CodingKey {
        case wall
        case bootID = "boot_id"
        case boot
        case anchoredAt = "anchored_at"
    }
}
