import Foundation
import Logging
import ServiceLifecycle
import Store
import Timing

/// Brings every unfinished rental to its end: forgotten intents, owed releases, leases that are over.
package struct RentalResolver: Service {
    private let store: any RentalStore
    private let releaser: Releaser
    private let inFlight: InFlight
    private let alone: Bool
    private let since: Date
    private let interval: Duration
    private let clock: LeaseClock
    private let logger: Logger

    /// Seconds after which an intent of another process counts as forgotten: longer than any allocation takes.
    static let forgottenAfter: TimeInterval = 150
    /// Releases at a time.
    static let parallel = 16

    /// - Parameters:
    ///   - alone: Whether no other process used the store (``ProcessPresence``).
    ///   - since: When that was so; what was begun later may be another process's.
    init(
        store: any RentalStore, releaser: Releaser, inFlight: InFlight, alone: Bool, since: Date,
        interval: Duration, clock: LeaseClock, logger: Logger
    ) {
        self.store = store
        self.releaser = releaser
        self.inFlight = inFlight
        self.alone = alone
        self.since = since
        self.interval = interval
        self.clock = clock
        self.logger = logger
    }

    /// Resolves at once, then every interval until shutdown.
    package func run() async throws {
        await resolve(atStart: true)
        await Pacing.every(interval) { await resolve(atStart: false) }
    }

    /// Everything that is due has been tried once.
    package func resolve(atStart: Bool) async {
        do {
            try await markForgotten(atStart: atStart)
            try await markExpired()
            let due = try await store.rentals(in: [.releasing, .lost]).filter {
                isDue($0) && !inFlight.contains($0.id)
            }
            await release(due)
        } catch {
            logger.warning("unfinished rentals cannot be resolved", metadata: ["reason": "\(error)"])
        }
    }

    private func isDue(_ rental: Rental) -> Bool {
        guard let next = rental.nextAttemptAt else { return true }
        // Further away than any wait: the clock was set back meanwhile.
        let wait = next.timeIntervalSince(clock.now)
        return wait <= 0 || wait > Double(Releaser.longestWait.components.seconds)
    }

    private func markForgotten(atStart: Bool) async throws(StoreError) {
        let isBelieved = clock.isBelieved()
        for rental in try await store.rentals(in: [.reserved]) where !inFlight.contains(rental.id) {
            let old = isBelieved && clock.now.timeIntervalSince(rental.createdAt) > Self.forgottenAfter
            guard old || (atStart && alone && rental.createdAt < since) else { continue }
            // It may have become active since it was listed: then it is somebody's.
            let owed = try await store.beginRelease(rental.id, from: [.reserved], notify: false, at: clock.now)
            if owed != nil {
                logger.warning("releasing an unfinished rental", metadata: ["allocation": "\(rental.id)"])
            }
        }
    }

    private func markExpired() async throws(StoreError) {
        guard clock.isBelieved() else { return }
        for rental in try await store.rentals(in: [.active]) where clock.now > rental.expiresAt {
            logger.info("the lease is over", metadata: ["allocation": "\(rental.id)"])
            _ = try await store.beginRelease(rental.id, from: [.active], notify: true, at: clock.now)
        }
    }

    private func release(_ due: [Rental]) async {
        _ = await Bounded.map(due, atOnce: Self.parallel) { rental in
            do {
                _ = try await releaser.release(rental)
            } catch {
                logger.warning("a release is not recorded", metadata: ["reason": "\(error)"])
            }
        }
    }
}
