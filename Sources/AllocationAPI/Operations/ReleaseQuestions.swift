import Logging
import Market
import Store
import Wire

/// Asks the miner of a rental to release it, and judges the answer.
struct ReleaseQuestions: Sendable {
    let miners: MinerDirectory
    let calls: MinerCalls
    let notes: ReleaseNotes
    let clock: LeaseClock
    let logger: Logger

    /// What is known of a rental after the miner was asked once to release it.
    enum Outcome: Sendable {
        /// It is gone.
        case confirmed
        /// Somebody answers, and does not confirm.
        case refused
        /// A miner that signs nothing refuses, and says that nothing of this key runs: looked at once, that proves
        /// nothing, for a container that restarts does not run either.
        case missing
        /// Nobody answers.
        case silent
        /// Nobody could be asked, and the chain data are too old to say that the miner is gone.
        case unknown
    }

    /// - Parameter isPaused: Whether the renter has paused the container.
    func ask(_ rental: Rental, isPaused: Bool) async -> Outcome {
        guard let miner = miners.find(rental.hotkey) else { return miners.isUsable ? .silent : .unknown }
        // Only a miner of ours tells its containers' host keys, and it signs what it says; Python's does neither.
        let signs = !rental.hostKey.isEmpty
        if isPaused, !signs {
            guard await resume(rental, miner) else { return .silent }
        }
        let outcome = await calls.release(miner.target, publicKey: rental.publicKey)
        switch outcome {
        case .answered(_, signed: false) where signs:
            note(rental, "the release was answered without the miner's signature")
            return .silent
        case .answered(let answer, _) where answer.output.status == true: return .confirmed
        case .answered(let answer, signed: true):
            // A miner of ours says how the allocation stands: being refused is no proof that it is gone.
            return answer.output.allocation == .absent ? .confirmed : .refused
        case .answered:
            // A paused container does not run, and Python's miner cannot remove it.
            return isPaused && !notes.wasResumed(rental.id) ? .refused : await look(rental, miner)
        case .unreachable, .timedOut:
            note(rental, "the miner did not answer to the release", outcome)
            return .silent
        case .refused, .blacklisted, .badAnswer:
            note(rental, "the miner did not confirm", outcome)
            return outcome.isTurnedAway && notes.wasTurnedAway(rental.id) ? .confirmed : .refused
        }
    }

    /// The paused container runs again, where the miner does what it is told; false when there is no connection to it.
    private func resume(_ rental: Rental, _ miner: MinerDirectory.Entry) async -> Bool {
        let outcome = await calls.act(
            miner.target, publicKey: rental.publicKey, action: DockerAction(action: "unpause"))
        switch outcome {
        case .unreachable: return false
        case .answered(let answer, _) where answer.output.status == true:
            notes.isResumed(rental.id, at: clock.uptime)
            return true
        default: return true
        }
    }

    /// Whether a Python miner, which says only "no", has nothing of this key (any more).
    private func look(_ rental: Rental, _ miner: MinerDirectory.Entry) async -> Outcome {
        guard case .answered(let answer, _) = await calls.isAllocated(miner.target, publicKey: rental.publicKey)
        else { return .refused }
        switch answer.output.status {
        case false: return .missing
        case true:
            notes.stands(rental.id, at: clock.uptime)
            return .refused
        default: return .refused
        }
    }

    private func note(_ rental: Rental, _ text: Logger.Message, _ outcome: DendriteOutcome<Allocate>? = nil) {
        var facts: Logger.Metadata = ["allocation": "\(rental.id)", "hotkey": "\(rental.hotkey)"]
        if let outcome { facts["outcome"] = "\(outcome.label)" }
        logger.warning(text, metadata: facts)
    }
}
