import Failpoints
import Keys
import Logging
import Market
import Timing

extension RentalKeeper {
    /// True when nothing of `rental` is left; false when the engine or the disk does not let it go yet, and it is tried
    /// again with each reconciliation.
    func end(_ rental: RentalRecord, reason: String) async -> Bool {
        if let provisioning, provisioning.id == rental.id {
            provisioning.task.cancel()
            guard (try? await Waiting.value(of: provisioning.task)) != nil else { return false }
        }
        if let releasing {
            guard (try? await Waiting.value(of: releasing)) == true else { return false }
        }
        guard let current = ledger.memory.state.rental, current.id == rental.id else {
            _ = rememberEnd(rental.id, of: rental.renter)
            return true
        }
        var facts = metadata(of: current)
        facts["reason"] = "\(reason)"
        logger.info("allocation ends", metadata: facts)
        return await cleanUp(current)
    }

    /// Ends `rental` if it is the one in hand; true when nothing of it is left.
    @discardableResult
    func cleanUp(_ rental: RentalRecord) async -> Bool {
        guard ledger.memory.state.rental?.id == rental.id else { return true }
        if let releasing { return (try? await Waiting.value(of: releasing)) == true }
        var marked = rental
        marked.changedAt = time().wall
        if !enter(.releasing(marked)) {
            // A tenant may have filled the disk, and only his removal makes room. A file that still says allocated or
            // provisioning is read at the next start as free, once the container is gone.
            var memory = ledger.memory
            memory.state = .releasing(marked)
            ledger.assume(memory)
        }
        // Unstructured: a release that has begun goes on, whoever stops waiting for it.
        let task = Task { await self.removeAll(marked) }
        releasing = task
        return (try? await Waiting.value(of: task)) == true
    }

    private func removeAll(_ rental: RentalRecord) async -> Bool {
        defer { releasing = nil }
        do {
            try await Failpoint("miner.release-marked").reach()
            try await host.remove(rental.id.hex)
            try await Failpoint("miner.removed").reach()
            var memory = ledger.memory
            memory.state = .free
            // Also after a provisioning that failed: a stray's removal must never meet the same name again.
            memory.noteEnd(rental.id, renter: rental.renter)
            try ledger.write(memory)
            seen = nil
            logger.info("machine free", metadata: metadata(of: rental))
            return true
        } catch {
            var facts = metadata(of: rental)
            facts["reason"] = "\(error)"
            logger.error("release not finished, it is tried again", metadata: facts)
            return false
        }
    }
}
