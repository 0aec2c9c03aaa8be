import Failpoints
import Foundation
import Keys
package import Logging
package import Market
import Timing
package import Wire

/// Holds the machine's one allocation: answers `Allocate`, and keeps ledger, engine and deadline true to each other.
///
/// The ledger is written before the engine is touched. Provisioning and releasing run in tasks of their own, so that a
/// caller that goes away stops neither, and several callers may wait for one outcome.
package actor RentalKeeper {
    private let host: any ContainerHost
    private let settings: Settings
    private let machine: @Sendable () -> Machine
    private let time: @Sendable () -> TimeReading
    private let logger: Logger
    private var ledger: MinerLedger
    private var provisioning: Task<AllocateOutput, Never>?
    private var releasing: Task<Bool, Never>?
    private var seen: (at: Double, empty: Bool)?

    /// What the operator chose.
    package struct Settings: Sendable {
        /// The port on which renters reach the container.
        package var sshPort: Int
        /// The address that port is on; nil for all.
        package var sshBind: String?
        package var baseImage: String
        /// Globs of images that renters may ask for instead.
        package var allowedImages: [String]
        /// Whether containers get the GPUs.
        package var gpus: Bool

        package init(
            sshPort: Int, sshBind: String? = nil, baseImage: String, allowedImages: [String] = [], gpus: Bool = false
        ) {
            self.sshPort = sshPort
            self.sshBind = sshBind
            self.baseImage = baseImage
            self.allowedImages = allowedImages
            self.gpus = gpus
        }
    }

    package init(
        host: any ContainerHost, ledger: MinerLedger, settings: Settings, machine: @escaping @Sendable () -> Machine,
        time: @escaping @Sendable () -> TimeReading = TimeReading.now, logger: Logger
    ) {
        self.host = host
        self.ledger = ledger
        self.settings = settings
        self.machine = machine
        self.time = time
        self.logger = logger
    }

    /// What the miner is doing.
    package var state: MinerState { ledger.memory.state }

    // MARK: Answers

    /// The answer to `request` of `caller`, after what it asks for is true or refused.
    package func answer(_ request: Allocate, from caller: Caller) async -> AllocateOutput {
        var output = await decide(request, from: caller)
        output.port = settings.sshPort
        if request.timeline <= 0 || request.dockerChange {
            output.allocation = ledger.memory.standing(ofKey: request.publicKey)
        }
        return output
    }

    private func decide(_ request: Allocate, from caller: Caller) async -> AllocateOutput {
        switch RentalDecision.about(request, from: caller.hotkey, memory: ledger.memory) {
        case .no(let reason):
            return AllocateOutput(status: false, message: reason)
        case .sayWhetherFree:
            return await sayWhetherFree(request)
        case .sayWhetherRunning(let id):
            return await sayWhetherRunning(id)
        case .provision(let order):
            if let shortage = machine().shortage(of: request.deviceRequirement) {
                return AllocateOutput(status: false, message: "this machine has only \(shortage)")
            }
            return await startProvisioning(order, timeout: caller.timeout)
        case .awaitProvisioning:
            guard let provisioning else {
                return AllocateOutput(status: false, message: "provisioning has just ended")
            }
            return await outcome(of: provisioning)
        case .repeatAnswer(let rental):
            return AllocateOutput(status: true, info: rental.sealedInfo, message: rental.note)
        case .release(let rental):
            return await end(rental, reason: "released by its renter")
                ? AllocateOutput(status: true)
                : AllocateOutput(status: false, message: "the release is accepted and goes on; ask again")
        case .nothingToRelease(let id):
            return rememberEnd(id, of: caller.hotkey)
        case .refuseForeign(let id):
            // A provisioning request of this key may still be on its way, or wait for its turn.
            _ = rememberEnd(id, of: caller.hotkey)
            return AllocateOutput(status: false, message: "the key is not that of the allocation")
        }
    }

    private func sayWhetherFree(_ request: Allocate) async -> AllocateOutput {
        if let shortage = machine().shortage(of: request.deviceRequirement) {
            return AllocateOutput(status: false, message: "this machine has only \(shortage)")
        }
        // Under load the engine is asked once a second, not once a request.
        let now = time().boot
        if let seen, now - seen.at < 1 { return Self.free(seen.empty) }
        do {
            let empty = try await host.owned().isEmpty
            seen = (now, empty)
            return Self.free(empty && ledger.memory.state == .free)
        } catch {
            return AllocateOutput(status: false, message: "the container engine does not answer")
        }
    }

    private static func free(_ empty: Bool) -> AllocateOutput {
        AllocateOutput(status: empty, message: empty ? nil : "a container is still being removed")
    }

    private func sayWhetherRunning(_ id: AllocationID) async -> AllocateOutput {
        do {
            switch try await host.state(of: id.hex) {
            case .running, .paused: return AllocateOutput(status: true)
            default: return AllocateOutput(status: false, message: "the container does not run")
            }
        } catch {
            return AllocateOutput(status: false, message: "the container engine does not answer")
        }
    }

    private func rememberEnd(_ id: AllocationID, of renter: AccountID) -> AllocateOutput {
        var memory = ledger.memory
        memory.noteEnd(id, renter: renter)
        return write(memory)
            ? AllocateOutput(status: true, message: "nothing of this key was here")
            : AllocateOutput(status: false, message: "the state file cannot be written")
    }

    // MARK: Provisioning

    private func startProvisioning(_ order: RentalOrder, timeout: Double) async -> AllocateOutput {
        let now = time()
        let rental = RentalRecord(
            id: order.key.allocationID, renter: order.renter, publicKey: order.publicKeyPEM, testing: order.testing,
            deadline: Deadline(after: order.seconds, now: now), changedAt: now.wall)
        guard enter(.provisioning(rental)) else {
            return AllocateOutput(status: false, message: "the state file cannot be written")
        }
        // Unstructured: the caller may go away, the machine must still end up allocated or free.
        let task = Task { await self.provision(rental, order, limit: .seconds(max(10, min(timeout - 5, 600)))) }
        provisioning = task
        return await outcome(of: task)
    }

    /// What the provisioning gives; who stops waiting (the miner shuts down) is told that it goes on.
    private func outcome(of task: Task<AllocateOutput, Never>) async -> AllocateOutput {
        do {
            return try await Waiting.value(of: task)
        } catch {
            return AllocateOutput(status: false, message: "the miner is stopping; ask again later")
        }
    }

    private func provision(_ rental: RentalRecord, _ order: RentalOrder, limit: Duration) async -> AllocateOutput {
        defer { provisioning = nil }
        let (image, note) = chooseImage(order.requestedImage)
        let password = SecureRandom.password(length: 24)
        do {
            try await Failpoint("miner.ledger-written").reach()
            let order = ContainerOrder(
                id: rental.id.hex, owner: rental.renter.ss58,
                deadline: Date(timeIntervalSince1970: rental.deadline.wall), kind: rental.testing ? .test : .tenant,
                baseImage: image, script: order.script, sshKey: order.sshKey, password: RootPassword(password),
                volumePath: rental.testing ? "/tmp" : order.volumePath, sshPort: settings.sshPort,
                sshBind: settings.sshBind, shmBytes: Int64(machine().ramAvailable / 10 * 9), limits: nil,
                gpus: settings.gpus, buildLimit: limit)
            let container = try await host.provision(order) { step in
                try await self.reached(step)
            }
            try Task.checkCancellation()
            var allocated = rental
            allocated.containerID = container.containerID
            allocated.note = note ?? container.note
            allocated.changedAt = time().wall
            let info = AccessInfo(
                username: "root", password: password, port: container.sshPort, version: ProtocolVersion.number)
            allocated.sealedInfo = try RenterPublicKey(pem: rental.publicKey).seal(info)
            guard enter(.allocated(allocated)) else { throw NotWritten() }
            try await Failpoint("miner.allocated-written").reach()
            logger.info("machine allocated", metadata: metadata(of: allocated))
            return AllocateOutput(status: true, info: allocated.sealedInfo, message: allocated.note)
        } catch {
            var facts = metadata(of: rental)
            facts["reason"] = "\(error)"
            logger.warning("provisioning failed", metadata: facts)
            await cleanUp(rental)
            return AllocateOutput(status: false, message: String("\(error)".suffix(4_000)))
        }
    }

    private struct NotWritten: Error, CustomStringConvertible {
        var description: String { "the state file cannot be written" }
    }

    private func reached(_ step: ProvisionStep) async throws {
        try await Failpoint("miner.\(step.rawValue)").reach()
    }

    private func chooseImage(_ requested: String) -> (image: String, note: String?) {
        if requested.isEmpty || requested == settings.baseImage { return (settings.baseImage, nil) }
        if settings.allowedImages.contains(where: { Glob($0).matches(requested) }) { return (requested, nil) }
        return (settings.baseImage, "this miner does not offer the requested base image; its own is used")
    }

    // MARK: Ending

    /// True once nothing of `rental` is left; false when the engine could not be made to remove it yet.
    private func end(_ rental: RentalRecord, reason: String) async -> Bool {
        if let provisioning {
            provisioning.cancel()
            guard (try? await Waiting.value(of: provisioning)) != nil else { return false }
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

    @discardableResult
    private func cleanUp(_ rental: RentalRecord) async -> Bool {
        if let releasing { return (try? await Waiting.value(of: releasing)) ?? false }
        var marked = rental
        marked.changedAt = time().wall
        guard enter(.releasing(marked)) else { return false }
        // Unstructured: a release that has begun goes on, whoever stops waiting for it.
        let task = Task { await self.removeAll(marked) }
        releasing = task
        return (try? await Waiting.value(of: task)) ?? false
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

    // MARK: Reconciliation

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
                await keepRunning(rental)
            }
        }
    }

    private func keepRunning(_ rental: RentalRecord) async {
        do {
            switch try await host.state(of: rental.id.hex) {
            case .running, .paused, .restarting:
                return
            case .absent:
                logger.error("the container of the allocation is gone", metadata: metadata(of: rental))
                if ledger.memory.state == .allocated(rental) { await cleanUp(rental) }
            case .created, .exited:
                if ledger.memory.state == .allocated(rental) {
                    logger.warning("starting the stopped container", metadata: metadata(of: rental))
                    try await host.start(rental.id.hex)
                }
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

    private func removeStray(_ id: String) async {
        do {
            logger.warning("removing what belongs to no allocation", metadata: ["allocation": "\(id)"])
            try await host.remove(id)
            seen = nil
        } catch {
            logger.warning("not removed yet", metadata: ["allocation": "\(id)", "reason": "\(error)"])
        }
    }

    // MARK: Ledger

    private func enter(_ state: MinerState) -> Bool {
        var memory = ledger.memory
        memory.state = state
        return write(memory)
    }

    private func write(_ memory: MinerMemory) -> Bool {
        do {
            try ledger.write(memory)
            seen = nil
            return true
        } catch {
            logger.error("the state file cannot be written", metadata: ["reason": "\(error)"])
            return false
        }
    }

    private func metadata(of rental: RentalRecord) -> Logger.Metadata {
        ["allocation": "\(rental.id)", "renter": "\(rental.renter)"]
    }
}
