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

    package init(hotkey: AccountID, priority: Double, signedBody: Bool, nonce: UInt64, timeout: Double) {
        self.hotkey = hotkey
        self.priority = priority
        self.signedBody = signedBody
        self.nonce = nonce
        self.timeout = timeout
    }

    /// Nanoseconds after the request's making at which the caller has certainly stopped waiting.
    var patience: Double { (timeout + 4) * 1e9 }
}
