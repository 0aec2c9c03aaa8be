import Foundation

/// One reading of the machine's clocks.
package struct TimeReading: Sendable, Equatable {
    /// Unix seconds; may be set forward and back.
    package var wall: Double
    /// Names the running boot, so that `boot` of two readings can be compared.
    package var bootID: String
    /// Seconds since boot, suspended time included; never jumps.
    package var boot: Double

    package init(wall: Double, bootID: String, boot: Double) {
        self.wall = wall
        self.bootID = bootID
        self.boot = boot
    }

    /// The machine's clocks now.
    package static func now() -> TimeReading {
        // On Linux the continuous clock is CLOCK_BOOTTIME.
        let since = ContinuousClock().systemEpoch.duration(to: .now).components
        return TimeReading(
            wall: Date().timeIntervalSince1970, bootID: currentBoot,
            boot: Double(since.seconds) + Double(since.attoseconds) / 1e18)
    }

    private static let currentBoot =
        (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8))?
        .trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
}
