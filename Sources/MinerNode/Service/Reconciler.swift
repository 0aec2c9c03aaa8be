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
            let left = await keeper.secondsLeft.map { max(0.05, $0 + 0.01) } ?? interval
            guard await Pacing.pause(.seconds(min(interval, left))) else { return }
            await keeper.reconcile()
        }
    }
}
