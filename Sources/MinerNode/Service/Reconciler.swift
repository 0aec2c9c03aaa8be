import Logging
import ServiceLifecycle
import Timing

/// Reconciles every half minute, and at once when the rental's time is over.
package struct Reconciler: Service {
    private let keeper: RentalKeeper
    private let interval: Double

    /// - Parameter interval: Seconds between two looks.
    package init(keeper: RentalKeeper, interval: Double = 30) {
        self.keeper = keeper
        self.interval = interval
    }

    package func run() async throws {
        while true {
            // A rental that is over and could not be removed waits for the next look like anything else.
            let left = await keeper.secondsLeft.flatMap { $0 > 0 ? $0 + 0.01 : nil } ?? interval
            guard await Pacing.pause(.seconds(min(interval, left))) else { return }
            await keeper.reconcile()
        }
    }
}
