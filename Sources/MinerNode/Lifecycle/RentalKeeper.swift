package import CoreMetrics
import Keys
package import Logging
package import Market
package import Wire

/// Holds the machine's one allocation: answers `Allocate`, and keeps ledger, engine and deadline true to each other.
///
/// The ledger is written before the engine is touched. Provisioning and releasing run in tasks of their own, so that a
/// caller that goes away stops neither, and several callers may wait for one outcome.
package actor RentalKeeper {
    let host: any ContainerHost
    let settings: Settings
    let metrics: MinerMetrics
    let machine: @Sendable () -> Machine
    let time: @Sendable () -> TimeReading
    let logger: Logger
    var ledger: MinerLedger
    /// The last docker action, under way or done.
    var acting: Task<AllocateOutput, Never>?
    var provisioning: Provisioning?
    var releasing: Task<Bool, Never>?
    /// When the engine was last looked at, in seconds since boot, and whether nothing was there.
    var seen: (at: Double, empty: Bool)?
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
            return await startProvisioning(order, for: caller)
        case .awaitProvisioning:
            return await awaitProvisioning(for: caller)
        case .repeatAnswer(let rental):
            return AllocateOutput(status: true, info: rental.sealedInfo, message: rental.note)
        case .act(let action, let rental):
            return await act(action, on: rental)
        case .release(let rental):
            let isDone = await end(rental, reason: "released by its renter")
            return AllocateOutput(
                status: isDone, message: isDone ? nil : "the release is accepted and goes on; ask again")
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

    /// The key of this allocation provisions nothing here any more, and releasing it again is fine.
    func rememberEnd(_ id: AllocationID, of renter: AccountID?) -> AllocateOutput {
        var memory = ledger.memory
        // What the file says already needs no room on the disk.
        let isKnown = memory.ended.contains(EndedRental(id: id, renter: renter))
        memory.noteEnd(id, renter: renter)
        return isKnown || write(memory)
            ? AllocateOutput(status: true, message: "nothing of this key was here") : Self.notWritten
    }

    // MARK: Ledger

    static let notWritten = AllocateOutput(status: false, message: "\(ProvisioningProblem.notWritten)")

    /// True once file and memory say `state`; false when they say what they said.
    func enter(_ state: MinerState) -> Bool {
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
