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

    /// True once the miner has confirmed (or the lease is over) and the record is gone; false when it is tried later.
    ///
    /// - Parameter tries: Calls to make now, the last of them short of the time when it is tried again.
    package func release(_ rental: Rental, tries: Int = 1) async throws(StoreError) -> Bool {
        var confirmed = now() > rental.expiresAt.addingTimeInterval(Self.grace)
        if let miner = miners.find(rental.hotkey) {
            for _ in 0..<max(1, tries) where !confirmed {
                confirmed = await ask(miner, rental)
            }
        }
        await failpoint("api.release-confirmed")
        if confirmed {
            try await store.remove(rental.id)
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

    private func ask(_ miner: MinerDirectory.Entry, _ rental: Rental) async -> Bool {
        switch await calls.release(miner.target, publicKey: rental.publicKey) {
        case .answered(let answer, _):
            if answer.output.status == true { return true }
            // Refused: either it is being removed, or nothing of this key is there and somebody else has the machine.
            guard
                case .answered(let standing, _) = await calls.isAllocated(
                    miner.target, publicKey: rental.publicKey)
            else { return false }
            return standing.output.status == false
        case let outcome:
            var facts = facts(rental)
            facts["outcome"] = "\(outcome.label)"
            logger.warning("the miner did not confirm", metadata: facts)
            return false
        }
    }

    private func failpoint(_ name: String) async {
        try? await Failpoint(name).reach()
    }

    private func facts(_ rental: Rental) -> Logger.Metadata {
        ["allocation": "\(rental.id)", "hotkey": "\(rental.hotkey)"]
    }
}
