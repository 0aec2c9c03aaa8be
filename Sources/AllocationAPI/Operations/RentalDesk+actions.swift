import Keys
import Logging
package import Market
import Store
import Wire

extension RentalDesk {
    /// The miner has confirmed that `action` was done to the container of the rental of `hotkey`.
    /// - Throws: ``RentalProblem/notDone(_:)`` with the reason when it has not.
    package func act(_ action: DockerAction, hotkey: String, uuid: String) async throws(RentalProblem) {
        let hotkey = (try? AccountID(ss58: hotkey))?.ss58 ?? hotkey
        if action.action == "exchange_key" {
            guard SSHPublicKey(action.sshKey) != nil else {
                throw .invalidRequest("ssh_key must be one line in OpenSSH's public key form")
            }
            guard ["user", "terminal"].contains(action.keyType) else {
                throw .invalidRequest("key_type must be user or terminal")
            }
        }
        let (publicKey, id) = try await rented(hotkey: hotkey, uuid: uuid)
        guard let miner = await miners.findOrRead(hotkey) else { throw .notDone("The miner cannot be reached.") }
        let outcome = await calls.act(miner.target, publicKey: publicKey, action: action)
        let done = if case .answered(let answer, _) = outcome { answer.output.status == true } else { false }
        logger.info(
            "docker action",
            metadata: [
                "hotkey": "\(hotkey)", "action": "\(action.action)", "outcome": "\(outcome.label)", "done": "\(done)",
            ])
        guard done else { throw .notDone(Self.whyNot(outcome)) }
        if let id { await note(action, rental: id) }
    }

    /// The health checks know whether the renter has paused the container: that it does not run is no failure then.
    private func note(_ action: DockerAction, rental id: String) async {
        let isPaused: Bool
        switch action.action {
        case "pause": isPaused = true
        case "unpause", "resume", "restart": isPaused = false
        default: return
        }
        do {
            try await store.setPaused(isPaused, rental: id)
        } catch {
            // It is done all the same; saying otherwise would make the renter ask for it again.
            logger.error(
                "a pause is not recorded",
                metadata: ["allocation": "\(id)", "paused": "\(isPaused)", "reason": "\(error)"])
        }
    }

    /// Why an action was not done, or not known to be; nothing is given back for it.
    private static func whyNot(_ outcome: DendriteOutcome<Allocate>) -> String {
        switch outcome {
        case .answered(let answer, _): told(answer) ?? "The miner refused."
        case .timedOut: "The miner did not answer in time; whether it was done is not known."
        case .badAnswer: "The miner's answer is unusable; whether it was done is not known."
        default: reason(of: outcome)
        }
    }

    /// The key by which the miner knows the active rental of `hotkey`, and its id, for who has its uuid.
    private func rented(
        hotkey: String, uuid: String
    ) async throws(RentalProblem) -> (publicKey: String, id: String?) {
        do {
            if let live = try await store.rental(hotkey: hotkey), live.state == .active {
                guard ConstantTime.equal(live.uuid, uuid) else { throw RentalProblem.wrongUUID }
                return (live.publicKey, live.id)
            }
            guard let row = try await store.legacyAllocations().first(where: { $0.hotkey == hotkey }) else {
                throw RentalProblem.noRecord
            }
            guard ConstantTime.equal(row.uuid, uuid) else { throw RentalProblem.wrongUUID }
            return (row.regkey, AllocationID(publicKeyPEM: row.regkey)?.hex)
        } catch let problem as RentalProblem {
            throw problem
        } catch {
            throw .unavailable("\(error)")
        }
    }
}
