import Failpoints
import Foundation
import Keys
import Logging
import Market
import Synchronization
import Timing
import Wire

extension RentalKeeper {
    /// A provisioning under way.
    struct Provisioning {
        let id: AllocationID
        let task: Task<AllocateOutput, Never>
        /// When the last of those who asked for it stops waiting, in seconds since boot.
        var wantedUntil: Double
    }

    /// Seconds that a caller is left for the steps after the image, and the most that an image may take.
    private static let timeAfterImage: Double = 5
    private static let imageLimit: Double = 600

    func startProvisioning(_ order: RentalOrder, for caller: Caller) async -> AllocateOutput {
        let now = time()
        let wantedUntil = caller.arrived + caller.timeout
        guard now.boot < wantedUntil else {
            return AllocateOutput(status: false, message: "\(ProvisioningProblem.tooLate)")
        }
        let rental = RentalRecord(
            id: order.key.allocationID, renter: order.renter, publicKey: order.publicKeyPEM, testing: order.testing,
            deadline: Deadline(after: order.seconds, now: now), changedAt: now.wall)
        guard enter(.provisioning(rental)) else { return Self.notWritten }
        let left = (wantedUntil - now.boot - Self.timeAfterImage).rounded()
        // Unstructured: the caller may go away, the machine must still end up allocated or free.
        let task = Task {
            await self.provision(rental, order, imageLimit: .seconds(max(1, min(left, Self.imageLimit))))
        }
        provisioning = Provisioning(id: rental.id, task: task, wantedUntil: wantedUntil)
        return await outcome(of: task)
    }

    /// The outcome of the provisioning under way, which now also counts as wanted for as long as `caller` waits.
    func awaitProvisioning(for caller: Caller) async -> AllocateOutput {
        guard let current = provisioning, current.id == ledger.memory.state.rental?.id else {
            return AllocateOutput(status: false, message: "provisioning has just ended")
        }
        provisioning?.wantedUntil = max(current.wantedUntil, caller.arrived + caller.timeout)
        return await outcome(of: current.task)
    }

    /// What the provisioning gives; who stops waiting (the miner shuts down) is told that it goes on.
    private func outcome(of task: Task<AllocateOutput, Never>) async -> AllocateOutput {
        do {
            return try await Waiting.value(of: task)
        } catch {
            return AllocateOutput(status: false, message: "the miner is stopping; ask again later")
        }
    }

    private func provision(_ rental: RentalRecord, _ order: RentalOrder, imageLimit: Duration) async -> AllocateOutput {
        // The next rental may have begun by the time that this one's failure gets here.
        defer { if provisioning?.id == rental.id { provisioning = nil } }
        let (image, note) = chooseImage(order.requestedImage)
        let password = SecureRandom.password(length: 24)
        do {
            try await Failpoint("miner.ledger-written").reach()
            try await removeStale(before: rental)
            let order = ContainerOrder(
                id: rental.id.hex, owner: rental.renter?.ss58 ?? "",
                deadline: Date(timeIntervalSince1970: rental.deadline.wall), kind: rental.testing ? .test : .tenant,
                baseImage: image, script: order.script, sshKey: order.sshKey, password: RootPassword(password),
                volumePath: rental.testing ? "/tmp" : order.volumePath, sshPort: settings.sshPort,
                sshBind: settings.sshBind, shmBytes: Int64(machine().ramAvailable / 10 * 9),
                limits: settings.limits.limits(order.requirement),
                gpus: settings.gpus, buildLimit: imageLimit)
            let stopwatch = Mutex(ContinuousClock.now)
            let container = try await host.provision(order) { [metrics] step in
                let now = ContinuousClock.now
                metrics.reached(
                    step,
                    after: stopwatch.withLock { last in
                        defer { last = now }
                        return last.duration(to: now)
                    })
                try await Failpoint("miner.\(step.rawValue)").reach()
            }
            try Task.checkCancellation()
            var allocated = rental
            allocated.containerID = container.containerID
            let notes = [note, container.note].compactMap(\.self)
            allocated.note = notes.isEmpty ? nil : notes.joined(separator: "; ")
            let info = AccessInfo(
                username: "root", password: password, port: container.sshPort, version: ProtocolVersion.number,
                hostKey: container.hostKey)
            allocated.sealedInfo = try RenterPublicKey(pem: rental.publicKey).seal(info)
            try enterAllocated(allocated)
            try await Failpoint("miner.allocated-written").reach()
            logger.info("machine allocated", metadata: metadata(of: allocated))
            metrics.provisioned(true)
            return AllocateOutput(status: true, info: allocated.sealedInfo, message: allocated.note)
        } catch {
            var facts = metadata(of: rental)
            facts["reason"] = "\(error)"
            logger.warning("provisioning failed", metadata: facts)
            metrics.provisioned(false)
            await undo(rental)
            return AllocateOutput(status: false, message: String("\(error)".suffix(4_000)))
        }
    }

    /// The ledger says that `rental` stands, if it is still being made and somebody still waits for it.
    private func enterAllocated(_ rental: RentalRecord) throws(ProvisioningProblem) {
        guard case .provisioning(let current) = ledger.memory.state, current.id == rental.id,
            let provisioning, provisioning.id == rental.id
        else { throw .ended }
        let now = time()
        guard now.boot <= provisioning.wantedUntil else { throw .tooLate }
        var allocated = rental
        allocated.changedAt = now.wall
        guard enter(.allocated(allocated)) else { throw .notWritten }
    }

    /// Containers without an allocation, such as that of a proof of GPU, are gone: they hold the SSH port.
    private func removeStale(before rental: RentalRecord) async throws {
        for container in try await host.owned() where container.id != rental.id.hex {
            logger.warning("removing what belongs to no allocation", metadata: ["allocation": "\(container.id)"])
            try await host.remove(container.id)
        }
    }

    /// What is half made of `rental` goes.
    private func undo(_ rental: RentalRecord) async {
        if ledger.memory.state.rental?.id == rental.id {
            await cleanUp(rental)
        } else {
            // It was ended by others, and the state is not its own any more.
            await removeStray(rental.id.hex)
        }
    }

    private func chooseImage(_ requested: String) -> (image: String, note: String?) {
        if requested.isEmpty || requested == settings.baseImage { return (settings.baseImage, nil) }
        if settings.allowedImages.contains(where: { Glob($0).matches(requested) }) { return (requested, nil) }
        return (settings.baseImage, "this miner does not offer the requested base image; its own is used")
    }
}
