import Foundation

/// Wall-clock time as nonces count it: nanoseconds since 1970.
package typealias WireClock = @Sendable () -> UInt64

/// The system's wall clock.
package let systemWireClock: WireClock = {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return UInt64(clamping: time.tv_sec) &* 1_000_000_000 &+ UInt64(clamping: time.tv_nsec)
}
