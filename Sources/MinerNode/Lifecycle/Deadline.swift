/// When a rental ends: kept on the wall clock and on the boot clock, so that a clock step ends nothing early.
///
/// Within one boot the boot clock decides; after a reboot only the wall clock is left.
package struct Deadline: Codable, Sendable, Equatable {
    /// Unix seconds.
    package private(set) var wall: Double
    private var bootID: String
    private var boot: Double

    /// The moment `seconds` after `now`.
    package init(after seconds: Double, now: TimeReading) {
        wall = now.wall + seconds
        bootID = now.bootID
        boot = now.boot + seconds
    }

    /// Seconds left at `now`; zero or less when it has passed.
    package func remaining(at now: TimeReading) -> Double {
        !bootID.isEmpty && bootID == now.bootID ? boot - now.boot : wall - now.wall
    }

    private enum CodingKeys: String, CodingKey {
        case wall
        case bootID = "boot_id"
        case boot
    }
}
