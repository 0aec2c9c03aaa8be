import Logging
import Market
import Timing

extension RentalKeeper {
    /// What became of `action`: the answer tells how the container is, not what was asked of the engine.
    ///
    /// Actions come one after the other; a release does not wait for one.
    func act(_ action: ContainerAction, on rental: RentalRecord) async -> AllocateOutput {
        let before = acting
        // Unstructured: an action that has begun is finished, whoever stops waiting for it.
        let task = Task {
            _ = await before?.value
            return await self.carryOut(action, on: rental)
        }
        // It stays there when it is done, or when nobody waits for it any more: the next one waits for its end.
        acting = task
        do {
            return try await Waiting.value(of: task)
        } catch {
            return AllocateOutput(status: false, message: "the miner is stopping; ask again later")
        }
    }

    private func carryOut(_ action: ContainerAction, on rental: RentalRecord) async -> AllocateOutput {
        guard ledger.memory.state.isAllocated(rental.id) else {
            return AllocateOutput(status: false, message: "the allocation has ended meanwhile")
        }
        var facts = metadata(of: rental)
        facts["action"] = "\(action.label)"
        do {
            let address = SSHAddress(port: settings.sshPort, bind: settings.sshBind)
            let state = try await host.act(action, on: rental.id.hex, address: address)
            let done = action.isDone(in: state)
            facts["container"] = "\(state.label)"
            logger.log(level: done ? .info : .warning, "docker action", metadata: facts)
            return AllocateOutput(
                status: done, message: done ? nil : "the container is \(state.label) after \(action.label)",
                container: state.label)
        } catch {
            facts["reason"] = "\(error)"
            logger.warning("docker action failed", metadata: facts)
            let state = try? await host.state(of: rental.id.hex)
            return AllocateOutput(status: false, message: "\(error)", container: state?.label)
        }
    }
}

extension ContainerAction {
    /// Whether a container in `state` is as this action leaves it.
    func isDone(in state: ContainerState) -> Bool {
        switch self {
        case .restart, .unpause: state == .running
        case .pause: state == .paused
        case .exchangeKey: state != .absent
        }
    }
}
