/// What the health checks found out about a rental; kept over restarts.
package struct RentalHealth: Sendable, Equatable {
    /// Checks that failed since the last good one.
    package var failures: Int
    /// What the receiver was told last; a rental begins online.
    package var isOnline: Bool
    /// The renter has paused the container: that it does not run is no failure.
    package var isPaused: Bool

    package init(failures: Int = 0, isOnline: Bool = true, isPaused: Bool = false) {
        self.failures = failures
        self.isOnline = isOnline
        self.isPaused = isPaused
    }
}
