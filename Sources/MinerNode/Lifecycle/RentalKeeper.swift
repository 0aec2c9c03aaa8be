package import CoreMetrics
import Failpoints
import Foundation
import Keys
package import Logging
package import Market
import Synchronization
import Timing
package import Wire

/// Holds the machine's one allocation: answers `Allocate`, and keeps ledger, engine and deadline true to each other.
///
/// The ledger is written before the engine is touched. Provisioning and releasing run in tasks of their own, so that a
/// caller that goes away stops neither, and several callers may wait for one outcome.
package actor RentalKeeper {
    let host: any ContainerHost
    let settings: Settings
    private let metrics: MinerMetrics
    private let machine: @Sendable () -> Machine
    private let time: @Sendable () -> TimeReading
    let logger: Logger
    var ledger: MinerLedger
    var acting: Task<AllocateOutput, Never>?
    private var provisioning: Task<AllocateOutput, Never>?
    private var releasing: Task<Bool, Never>?
    private var seen: (at: Double, empty: Bool)?
    private var lastWriteFailed = false

    package init(
        host: any ContainerHost, ledger: MinerLedger, settings: Settings, machine: @escaping @Sendable () -> Machine,
        time: @escaping @Sendable () -> TimeReading = TimeReading.now,
        metrics: any MetricsFactory = NOOPMetricsHandler.instance, logger: Logger
    ) {
        self.metrics = MinerMetrics(metrics)
        self.host = host
        self.ledger = ledger
        self.settings = settings
        self.machine = machine
        self.time = time
        self.logger = logger
        if let rental = ledger.memory.state.rental, rental.isTakenOver { host.takeOver(rental.id.hex) }
    }

    /// What the miner is doing.
    package var state: MinerState { ledger.memory.state }

    /// How the container of the rental in hand is; nil when there is none, or the engine does not answer.
    package var containerState: ContainerState? {
        get async {
            guard let rental = ledger.memory.state.rental else { return nil }
            return try? await host.state(of: rental.id.hex)
        }
    }

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
        case .act(let action, let rental):
            return await act(action, on: rental)
        case .release(let rental):
            switch await end(rental, reason: "released by its renter") {
            case .done: return AllocateOutput(status: true)
            case .goesOn:
                return AllocateOutput(status: false, message: "the release is accepted and goes on; ask again")
            case .notWritten: return Self.notWritten
            }
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
        // After a failure the file is tried first: a miner that cannot write down a rental is not free.
        if lastWriteFailed, !write(ledger.memory) { return Self.notWritten }
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
            let state = try await host.state(of: id.hex)
            let runs = state == .running || state == .paused
            return AllocateOutput(
                status: runs, message: runs ? nil : "the container does not run", container: state.label)
        } catch {
            return AllocateOutput(status: false, message: "the container engine does not answer")
        }
    }

    private func rememberEnd(_ id: AllocationID, of renter: AccountID?) -> AllocateOutput {
        var memory = ledger.memory
        memory.noteEnd(id, renter: renter)
        return write(memory)
            ? AllocateOutput(status: true, message: "nothing of this key was here") : Self.notWritten
    }

    // MARK: Provisioning

    private func startProvisioning(_ order: RentalOrder, timeout: Double) async -> AllocateOutput {
        let now = time()
        let rental = RentalRecord(
            id: order.key.allocationID, renter: order.renter, publicKey: order.publicKeyPEM, testing: order.testing,
            deadline: Deadline(after: order.seconds, now: now), changedAt: now.wall)
        guard enter(.provisioning(rental)) else { return Self.notWritten }
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
                id: rental.id.hex, owner: rental.renter?.ss58 ?? "",
                deadline: Date(timeIntervalSince1970: rental.deadline.wall), kind: rental.testing ? .test : .tenant,
                baseImage: image, script: order.script, sshKey: order.sshKey, password: RootPassword(password),
                volumePath: rental.testing ? "/tmp" : order.volumePath, sshPort: settings.sshPort,
                sshBind: settings.sshBind, shmBytes: Int64(machine().ramAvailable / 10 * 9),
                limits: settings.limits.limits(order.requirement),
                gpus: settings.gpus, buildLimit: limit)
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
            allocated.changedAt = time().wall
            let info = AccessInfo(
                username: "root", password: password, port: container.sshPort, version: ProtocolVersion.number,
                hostKey: container.hostKey)
            allocated.sealedInfo = try RenterPublicKey(pem: rental.publicKey).seal(info)
            guard enter(.allocated(allocated)) else { throw NotWritten() }
            try await Failpoint("miner.allocated-written").reach()
            logger.info("machine allocated", metadata: metadata(of: allocated))
            metrics.provisioned(true)
            return AllocateOutput(status: true, info: allocated.sealedInfo, message: allocated.note)
        } catch {
            var facts = metadata(of: rental)
            facts["reason"] = "\(error)"
            logger.warning("provisioning failed", metadata: facts)
            metrics.provisioned(false)
            await cleanUp(rental)
            return AllocateOutput(status: false, message: String("\(error)".suffix(4_000)))
        }
    }

    private struct NotWritten: Error, CustomStringConvertible {
        var description: String { "the state file cannot be written" }
    }

    private static let notWritten = AllocateOutput(status: false, message: "\(NotWritten())")

    private func chooseImage(_ requested: String) -> (image: String, note: String?) {
        if requested.isEmpty || requested == settings.baseImage { return (settings.baseImage, nil) }
        if settings.allowedImages.contains(where: { Glob($0).matches(requested) }) { return (requested, nil) }
        return (settings.baseImage, "this miner does not offer the requested base image; its own is used")
    }

    // MARK: Ending

    /// What became of an order to end a rental.
    private enum Ending {
        /// Nothing of it is left.
        case done
        /// It is written down, and the engine could not be made to remove it yet.
        case goesOn
        /// It could not be written down, and nothing was done.
        case notWritten
    }

    private func end(_ rental: RentalRecord, reason: String) async -> Ending {
        if let provisioning {
            provisioning.cancel()
            guard (try? await Waiting.value(of: provisioning)) != nil else { return .goesOn }
        }
        if let releasing {
            guard (try? await Waiting.value(of: releasing)) == true else { return .goesOn }
        }
        guard let current = ledger.memory.state.rental, current.id == rental.id else {
            _ = rememberEnd(rental.id, of: rental.renter)
            return .done
        }
        var facts = metadata(of: current)
        facts["reason"] = "\(reason)"
        logger.info("allocation ends", metadata: facts)
        return await cleanUp(current)
    }

    @discardableResult
    private func cleanUp(_ rental: RentalRecord) async -> Ending {
        if let releasing { return (try? await Waiting.value(of: releasing)) == true ? .done : .goesOn }
        var marked = rental
        marked.changedAt = time().wall
        if !enter(.releasing(marked)) {
            // What is half made is removed all the same: a file that says so has that done at the next start, too.
            guard case .provisioning = ledger.memory.state else { return .notWritten }
        }
        // Unstructured: a release that has begun goes on, whoever stops waiting for it.
        let task = Task { await self.removeAll(marked) }
        releasing = task
        return (try? await Waiting.value(of: task)) == true ? .done : .goesOn
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
            lastWriteFailed = false
            return true
        } catch {
            lastWriteFailed = true
            logger.error("the state file cannot be written", metadata: ["reason": "\(error)"])
            return false
        }
    }

    func metadata(of rental: RentalRecord) -> Logger.Metadata {
        ["allocation": "\(rental.id)", "renter": "\(rental.renter?.ss58 ?? "unknown")"]
    }
}
