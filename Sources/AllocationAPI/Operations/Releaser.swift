import Failpoints
import Foundation
package import Logging
package import Store
import Timing

/// Ends rentals: tells the miner until it confirms or the lease is over, then forgets the record.
package struct Releaser: Sendable {
    private let store: any RentalStore & HealthStore
    private let questions: ReleaseQuestions
    private let clock: LeaseClock
    private let notes: ReleaseNotes
    private let logger: Logger

    package init(
        store: any RentalStore & HealthStore, miners: MinerDirectory, calls: MinerCalls, clock: LeaseClock,
        logger: Logger
    ) {
        self.store = store
        self.clock = clock
        self.logger = logger
        notes = ReleaseNotes()
        questions = ReleaseQuestions(miners: miners, calls: calls, notes: notes, clock: clock, logger: logger)
    }

    /// Seconds after the lease's end at which the miner has certainly ended it by itself.
    static let grace: TimeInterval = 60
    /// Seconds after the lease's end for which a miner that answers, but does not confirm, is still asked.
    static let insistence: TimeInterval = 86_400
    /// How long further tries are begun.
    private static let patience = Duration.seconds(10)

    /// True once the miner has confirmed (or the lease is over) and the record is gone; false when it is tried later.
    ///
    /// - Parameter tries: Calls to make now while somebody waits, a second apart; further ones are the resolver's.
    package func release(_ rental: Rental, tries: Int = 1) async throws(StoreError) -> Bool {
        let outcome = await ask(rental, tries: tries)
        await failpoint("api.release-confirmed")
        if isOver(rental, outcome) {
            try await store.remove(rental.id, at: clock.now)
            notes.forget(rental.id)
            logger.info("rental ended", metadata: facts(rental))
            return true
        }
        let attempts = rental.releaseAttempts + 1
        let wait = Backoff.wait(after: attempts, first: .seconds(2), most: Self.longestWait)
        try await store.scheduleRelease(
            rental.id, attempts: attempts, next: clock.now.addingTimeInterval(Double(wait.components.seconds)))
        logger.warning("release not confirmed, it is tried again", metadata: facts(rental))
        return false
    }

    /// The longest time between two tries.
    static let longestWait = Duration.seconds(300)

    /// The miner of `rental` refused at its door to provision: when it refuses the release in the same way, nothing is
    /// there.
    func noteTurnedAway(_ rental: Rental) { notes.isTurnedAway(rental.id, at: clock.uptime) }

    private func ask(_ rental: Rental, tries: Int) async -> ReleaseQuestions.Outcome {
        // Taken for paused when that cannot be read: then a "no" proves nothing.
        let isPaused = (try? await store.healths()).map { $0[rental.id]?.isPaused ?? false } ?? true
        var outcome = ReleaseQuestions.Outcome.silent
        let started = ContinuousClock.now
        for attempt in 0..<max(1, tries) where outcome != .confirmed {
            // A miner that takes long is not asked again while somebody waits; one that just restarts is.
            if attempt > 0 {
                guard started.duration(to: .now) < Self.patience, await Pacing.pause(.seconds(1)) else { break }
            }
            outcome = await questions.ask(rental, isPaused: isPaused)
            if outcome == .unknown { break }
        }
        guard outcome == .missing else { return outcome }
        return notes.isGone(rental.id, seenAt: clock.uptime) ? .confirmed : .refused
    }

    /// Whether nothing is owed any more. The calendar decides only where nobody answers, a day later also where somebody
    /// refuses for ever; a clock that was set must not forget what stands.
    private func isOver(_ rental: Rental, _ outcome: ReleaseQuestions.Outcome) -> Bool {
        let late = clock.now.timeIntervalSince(rental.expiresAt)
        switch outcome {
        case .confirmed: return true
        case .silent: return late > Self.grace && clock.isBelieved()
        case .refused, .missing:
            guard late > Self.insistence, clock.isBelieved() else { return false }
            logger.error(
                "a miner refused the release until a day after the lease's end: its record is given up",
                metadata: facts(rental))
            return true
        case .unknown: return false
        }
    }

    private func failpoint(_ name: String) async {
        try? await Failpoint(name).reach()
    }

    private func facts(_ rental: Rental) -> Logger.Metadata {
        ["allocation": "\(rental.id)", "hotkey": "\(rental.hotkey)"]
    }
}
