import Failpoints
import Foundation
import Keys
import Logging
package import Market
package import Store
import Wire

/// Rents machines out and takes them back: what the REST API and the command line are two faces of.
///
/// The intent is durable before the miner is asked to provision, the outcome before anyone is told.
package struct RentalDesk: Sendable {
    let store: any RentalStore
    let miners: MinerDirectory
    let calls: MinerCalls
    private let keys: RenterKeyPool
    private let releaser: Releaser
    private let inFlight: InFlight
    private let penalized: @Sendable (_ hotkey: String) -> Bool
    private let probe: @Sendable (_ ip: String, _ port: Int) async -> Bool
    private let now: @Sendable () -> Date
    let logger: Logger

    /// Days that `allocate_hotkey` rents for.
    package static let days = 30
    /// Seconds for which the last good chain data may found a new rental.
    static let oldestChain: Double = 24 * 3_600
    private static let notAvailable = "Requested resource is not available."

    init(
        store: any RentalStore, miners: MinerDirectory, calls: MinerCalls, keys: RenterKeyPool, releaser: Releaser,
        inFlight: InFlight, penalized: @escaping @Sendable (String) -> Bool = { _ in false },
        probe: @escaping @Sendable (String, Int) async -> Bool,
        now: @escaping @Sendable () -> Date, logger: Logger
    ) {
        self.store = store
        self.miners = miners
        self.calls = calls
        self.keys = keys
        self.releaser = releaser
        self.inFlight = inFlight
        self.penalized = penalized
        self.probe = probe
        self.now = now
        self.logger = logger
    }

    /// The rental of the named machine, active and recorded.
    package func allocate(hotkey: String, docker: DockerRequirement) async throws(RentalProblem) -> Rental {
        guard docker.sshKey.isEmpty || SSHPublicKey(docker.sshKey) != nil else {
            throw .invalidRequest("ssh_key must be one line in OpenSSH's public key form")
        }
        guard let known = await miners.findOrRead(hotkey) else { throw .notAvailable(Self.notAvailable) }
        // One spelling: the same key may be written with another network's prefix.
        let hotkey = known.target.hotkey.ss58
        guard miners.age < Self.oldestChain else { throw .unavailable("the chain data is too old for a new rental") }
        let (key, resource) = try await prepare(hotkey)
        let requirement = DeviceRequirement.anyMachine
        let miner = try await available(known, requirement)

        let intent = RentalIntent(
            id: key.allocationID.hex, hotkey: hotkey, uuid: UUID().uuidString.lowercased(), publicKey: key.publicPEM,
            privateKey: key.revealPEM(), sshKey: docker.sshKey, ip: miner.target.ip,
            expiresAt: now().addingTimeInterval(Double(Self.days) * 86_400), createdAt: now())
        inFlight.insert(intent.id)
        defer { inFlight.remove(intent.id) }
        let rental = try await claim(intent)
        await failpoint("api.reserved")
        let outcome = await calls.provision(
            miner.target, requirement: requirement, days: Self.days, publicKey: key.publicPEM, docker: docker)
        await failpoint("api.provisioned")
        return try await settle(outcome, of: rental, key: key, miner: miner, resource: resource)
    }

    /// The miner, which is free for `requirement`; at another address when nobody was at the known one.
    private func available(
        _ known: MinerDirectory.Entry, _ requirement: DeviceRequirement
    ) async throws(RentalProblem) -> MinerDirectory.Entry {
        var miner = known
        var outcome = await calls.check(miner.target, requirement: requirement, days: Self.days)
        if case .unreachable = outcome, let moved = await miners.moved(known) {
            miner = moved
            outcome = await calls.check(miner.target, requirement: requirement, days: Self.days)
        }
        if case .answered(let answer, _) = outcome, answer.output.status == true { return miner }
        let reason = Self.reason(of: outcome)
        logger.info(
            "the miner is not available",
            metadata: [
                "hotkey": "\(miner.target.hotkey)", "outcome": "\(outcome.label)", "reason": "\(reason)",
            ])
        // Of a machine that is merely taken clients expect the Python service's words.
        if case .answered = outcome { throw .notAvailable(Self.notAvailable) }
        throw .notAvailable(reason)
    }

    private func prepare(_ hotkey: String) async throws(RentalProblem) -> (RenterPrivateKey, String) {
        do {
            let isOwn = try await store.isBlacklisted(hotkey: hotkey)
            guard !isOwn, !penalized(hotkey) else { throw RentalProblem.blacklisted }
            return (try await keys.take(), try await store.resourceName(hotkey: hotkey))
        } catch let problem as RentalProblem {
            throw problem
        } catch {
            throw .unavailable("\(error)")
        }
    }

    private func claim(_ intent: RentalIntent) async throws(RentalProblem) -> Rental {
        do {
            switch try await store.reserve(intent) {
            case .reserved(let rental): return rental
            case .taken: throw RentalProblem.notAvailable(Self.notAvailable)
            }
        } catch let problem as RentalProblem {
            throw problem
        } catch {
            throw .unavailable("\(error)")
        }
    }

    private func settle(
        _ outcome: DendriteOutcome<Allocate>, of rental: Rental, key: RenterPrivateKey, miner: MinerDirectory.Entry,
        resource: String
    ) async throws(RentalProblem) -> Rental {
        guard case .answered(let answer, _) = outcome, answer.output.status == true else {
            let reason = Self.reason(of: outcome)
            logger.warning(
                "the miner did not provision",
                metadata: [
                    "allocation": "\(rental.id)", "hotkey": "\(rental.hotkey)", "outcome": "\(outcome.label)",
                    "reason": "\(reason)",
                ])
            // Only a miner that signs its answers is believed a "no"; Python's may have left a container behind.
            let refused = if case .answered(_, let signed) = outcome { signed } else { !outcome.mayHaveActed }
            await drop(rental, nothingThere: refused)
            throw .notAvailable(reason)
        }
        guard let info = answer.output.info, let access = try? key.open(info), access.isSafeToShow else {
            logger.warning("the miner's access data is unusable", metadata: ["hotkey": "\(rental.hotkey)"])
            await drop(rental, nothingThere: false)
            throw .notAvailable("The miner's answer is unusable; the machine is given back.")
        }
        let reachable = await probe(miner.target.ip, access.port)
        logger.info(
            "ssh port probed",
            metadata: [
                "allocation": "\(rental.id)", "port": "\(access.port)", "open": "\(reachable)",
            ])
        let version = access.version > 0 ? access.version : max(0, miner.version)
        do {
            let active = try await store.activate(
                rental.id,
                RentalAccess(
                    username: access.username, password: access.password, port: access.port, resource: resource,
                    minerVersion: version, hostKey: access.hostKey?.base64 ?? ""), at: now())
            if let active {
                await failpoint("api.activated")
                return active
            }
        } catch {
            logger.error("the rental cannot be recorded", metadata: ["reason": "\(error)"])
            await drop(rental, nothingThere: false)
            throw .unavailable("\(error)")
        }
        await drop(rental, nothingThere: false)
        throw .notAvailable("The allocation was released while it was being made.")
    }

    static func reason(of outcome: DendriteOutcome<Allocate>) -> String {
        switch outcome {
        case .answered(let answer, _): answer.output.message ?? Self.notAvailable
        case .blacklisted(let reason): "The miner does not accept this API's hotkey: \(reason)"
        case .unreachable: "The miner cannot be reached."
        case .timedOut: "The miner did not answer in time; the machine is given back."
        case .refused(let status, let message): "The miner refused with \(status): \(message)"
        case .badAnswer: "The miner's answer is unusable; the machine is given back."
        }
    }

    /// The record is gone, or on its way: what may stand at the miner is released by key first.
    private func drop(_ rental: Rental, nothingThere: Bool) async {
        do {
            if nothingThere {
                try await store.remove(rental.id)
            } else {
                // The resolver goes on at once: the renter, who gets nothing, does not wait for it.
                _ = try await store.beginRelease(rental.id, notify: false, at: now())
            }
        } catch {
            // The record stays `reserved` or `releasing`: the resolver goes on with it when the store is back.
            logger.error("the rental cannot be dropped yet", metadata: ["reason": "\(error)"])
        }
    }

    /// True once the machine is released, false when the release is accepted and goes on.
    package func deallocate(hotkey: String, uuid: String, notify: Bool) async throws(RentalProblem) -> Bool {
        let hotkey = (try? AccountID(ss58: hotkey))?.ss58 ?? hotkey
        do {
            let record: Rental
            if let live = try await store.rental(hotkey: hotkey), live.state != .reserved {
                guard ConstantTime.equal(live.uuid, uuid) else { throw RentalProblem.wrongUUID }
                record = live
            } else if let row = try await store.legacyAllocations().first(where: { $0.hotkey == hotkey }) {
                guard ConstantTime.equal(row.uuid, uuid) else { throw RentalProblem.wrongUUID }
                guard let adopted = try await store.adoptLegacy(hotkey: hotkey, at: now()) else {
                    throw RentalProblem.noRecord
                }
                record = adopted
            } else {
                throw RentalProblem.noRecord
            }
            guard let owed = try await store.beginRelease(record.id, notify: notify, at: now()) else { return true }
            inFlight.insert(owed.id)
            defer { inFlight.remove(owed.id) }
            await failpoint("api.release-recorded")
            return try await releaser.release(owed, tries: 3)
        } catch let problem as RentalProblem {
            throw problem
        } catch {
            throw .unavailable("\(error)")
        }
    }

    /// All active rentals, those of the Python program's table included.
    package func allocations() async throws(StoreError) -> [AllocationView] {
        try await store.rentals(in: [.active]).map(AllocationView.init)
            + store.legacyAllocations().map(AllocationView.init)
    }

    private func failpoint(_ name: String) async {
        try? await Failpoint(name).reach()
    }
}
