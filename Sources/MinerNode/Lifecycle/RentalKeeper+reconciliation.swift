import Logging
import Market

extension RentalKeeper {
    /// Ledger and engine agree: what must not be is removed, what must run is started, what is over is released.
    package func reconcile() async {
        await reconcileRental()
        await removeStrays()
    }

    /// Seconds until the rental in hand ends; nil when none is.
    package var secondsLeft: Double? {
        ledger.memory.state.rental.map { $0.deadline.remaining(at: time()) }
    }

    private func reconcileRental() async {
        switch ledger.memory.state {
        case .free:
            return
        case .provisioning(let rental):
            // No task of ours works on it: the process died half-way.
            if provisioning == nil { await cleanUp(rental) }
        case .releasing(let rental):
            if releasing == nil { await cleanUp(rental) }
        case .allocated(let rental):
            if rental.deadline.remaining(at: time()) <= 0 {
                _ = await end(rental, reason: "its time is over")
            } else {
                anchor(rental)
                await keepRunning(rental)
            }
        }
    }

    /// The deadline of `rental` is on the clocks as they stand: after a reboot, and after one was set.
    private func anchor(_ rental: RentalRecord) {
        guard let deadline = rental.deadline.anchored(at: time()) else { return }
        var anchored = rental
        anchored.deadline = deadline
        // What cannot be written down now is tried again at the next reconciliation.
        _ = enter(.allocated(anchored))
    }

    private func keepRunning(_ rental: RentalRecord) async {
        do {
            switch try await host.state(of: rental.id.hex) {
            case .running, .paused, .restarting:
                return
            case .absent:
                guard case .allocated(let current) = ledger.memory.state, current.id == rental.id else { return }
                logger.error("the container of the allocation is gone", metadata: metadata(of: rental))
                await cleanUp(current)
            case .created, .exited:
                guard ledger.memory.state.isAllocated(rental.id) else { return }
                logger.warning("starting the stopped container", metadata: metadata(of: rental))
                try await host.start(rental.id.hex)
            }
        } catch {
            logger.warning("the container cannot be looked at", metadata: ["reason": "\(error)"])
        }
    }

    private func removeStrays() async {
        do {
            let names = Set(try await host.owned().map(\.id)).union(try await host.strays())
            for id in names where ledger.memory.state.rental?.id.hex != id { await removeStray(id) }
        } catch {
            logger.warning("the engine cannot be looked at", metadata: ["reason": "\(error)"])
        }
    }

    /// What belongs to no allocation and has this name is gone, or stays for the next reconciliation.
    func removeStray(_ id: String) async {
        do {
            logger.warning("removing what belongs to no allocation", metadata: ["allocation": "\(id)"])
            try await host.remove(id)
            seen = nil
        } catch {
            logger.warning("not removed yet", metadata: ["allocation": "\(id)", "reason": "\(error)"])
        }
    }
}
