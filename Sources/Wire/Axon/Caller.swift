package import Keys

/// A caller whose signature, freshness and standing were found good.
package struct Caller: Sendable, Equatable {
    package let hotkey: AccountID
    /// Orders waiting requests.
    package let priority: Double
    /// Whether the body is signed, too (btauth/1).
    package let signedBody: Bool
    /// The request's nonce, nanoseconds since 1970.
    package let nonce: UInt64
    /// Seconds that the caller waits for the answer, 0 to 600.
    package let timeout: Double
    /// When the request was taken in, in seconds on the machine's clock since boot: unlike the nonce not the caller's
    /// word, and never set.
    package let arrived: Double

    /// - Parameter arrived: Seconds since boot; nil for now.
    package init(
        hotkey: AccountID, priority: Double, signedBody: Bool, nonce: UInt64, timeout: Double, arrived: Double? = nil
    ) {
        self.hotkey = hotkey
        self.priority = priority
        self.signedBody = signedBody
        self.nonce = nonce
        self.timeout = timeout
        self.arrived = arrived ?? Self.secondsSinceBoot
    }

    private static var secondsSinceBoot: Double {
        // On Linux the continuous clock is CLOCK_BOOTTIME.
        let since = ContinuousClock().systemEpoch.duration(to: .now).components
        return Double(since.seconds) + Double(since.attoseconds) / 1e18
    }

    /// Whether both ask the same, whenever they came.
    package static func == (one: Caller, other: Caller) -> Bool {
        one.hotkey == other.hotkey && one.priority == other.priority && one.signedBody == other.signedBody
            && one.nonce == other.nonce && one.timeout == other.timeout
    }

    /// Nanoseconds after the request's making at which the caller has certainly stopped waiting.
    var patience: Double { (timeout + 4) * 1e9 }
}
