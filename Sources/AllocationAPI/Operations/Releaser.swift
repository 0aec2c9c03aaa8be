import Failpoints
package import Foundation
package import Logging
import Market
package import Store
import Timing
import Wire

/// Ends rentals: tells the miner until it confirms or the lease is over, then forgets the record.
package struct Releaser: Sendable {
    private let store: any RentalStore
    private let miners: MinerDirectory
    private let calls: MinerCalls
    private let now: @Sendable () -> Date
    private let logger: Logger

    package init(
        store: any RentalStore, miners: MinerDirectory, calls: MinerCalls, now: @escaping @Sendable () -> Date,
        logger: Logger
    ) {
        self.store = store
        self.miners = miners
        self.calls = calls
        self.now = now
        self.logger = logger
    }

    /// Seconds after the lease's end at which the miner has certainly ended it by itself.
    static let grace: TimeInterval = 60
    /// How long further tries are begun.
    private static let patience = Duration.seconds(10)

    /// True once the miner has confirmed (or the lease is over) and the record is gone; false when it is tried later.
    ///
    /// - Parameter tries: Calls to make now while somebody waits, a second apart; further ones are the resolver's.
    package func release(_ rental: Rental, tries: Int = 1) async throws(StoreError) -> Bool {
        var outcome = Outcome.silent
        if let miner = miners.find(rental.hotkey) {
            let started = ContinuousClock.now
            for attempt in 0..<max(1, tries) where outcome != .confirmed {
                // A miner that takes long is not asked again while somebody waits; one that just restarts is.
                if attempt > 0 {
                    guard started.duration(to: .now) < Self.patience, await Pacing.pause(.seconds(1)) else { break }
                }
                outcome = await ask(miner, rental)
            }
        }
        // Only where nobody answers the calendar decides: a clock that was set must not forget what stands.
        let over = now() > rental.expiresAt.addingTimeInterval(Self.grace)
        let confirmed = outcome == .confirmed || (outcome == .silent && over)
        await failpoint("api.release-confirmed")
        if confirmed {
            try await store.remove(rental.id, at: now())
            logger.info("rental ended", metadata: facts(rental))
            return true
        }
        let attempts = rental.releaseAttempts + 1
        let wait = Backoff.wait(after: attempts, first: .seconds(2), most: .seconds(300))
        try await store.scheduleRelease(
            rental.id, attempts: attempts, next: now().addingTimeInterval(Double(wait.components.seconds)))
        logger.warning("release not confirmed, it is tried again", metadata: facts(rental))
        return false
    }

    private enum Outcome {
        case confirmed
        case refused
        case silent
    }

    private func ask(_ miner: MinerDirectory.Entry, _ rental: Rental) async -> Outcome {
        switch await calls.release(miner.target, publicKey: rental.publicKey) {
        case .answered(let answer, let signed):
            if answer.output.status == true { return .confirmed }
            if signed {
                // A miner of ours says how the allocation stands: being refused is no proof that it is gone.
                return answer.output.allocation == .absent ? .confirmed : .refused
            }
            return await isGone(miner, rental) ? .confirmed : .refused
        case let outcome:
            var facts = facts(rental)
            facts["outcome"] = "\(outcome.label)"
            logger.warning("the miner did not confirm", metadata: facts)
            return .silent
        }
    }

    /// Whether a Python miner, which says only "no", has nothing of this key (any more).
    private func isGone(_ miner: MinerDirectory.Entry, _ rental: Rental) async -> Bool {
        guard
            case .answered(let answer, _) = await calls.isAllocated(miner.target, publicKey: rental.publicKey)
        else { return false }
        return answer.output.status == false
    }

    private func failpoint(_ name: String) async {
        try? await Failpoint(name).reach()
    }

    private func facts(_ rental: Rental) -> Logger.Metadata {
        ["allocation": "\(rental.id)", "hotkey": "\(rental.hotkey)"]
    }
}
