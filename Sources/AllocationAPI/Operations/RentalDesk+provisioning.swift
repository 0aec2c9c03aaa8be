import Foundation
import Keys
import Logging
import Market
import Store
import Timing
import Wire

// The steps from a chosen machine to an active rental, the same for every way of choosing.
extension RentalDesk {
    /// What became of one machine.
    enum Attempt {
        case rented(Rental)
        /// Somebody else has it.
        case taken
        /// It did not come about; what may stand at the miner is released, or its release is owed.
        case failed(String)
    }

    /// Rents `miner`: the intent is durable before it is asked, and its answer before this returns.
    /// - Throws: ``RentalProblem/unavailable(_:)`` when the store is away; then nothing is rented.
    func attempt(
        _ miner: MinerDirectory.Entry, resource: String, terms: RentalTerms
    ) async throws(RentalProblem) -> Attempt {
        let key = try await newKey()
        let intent = RentalIntent(
            id: key.allocationID.hex, hotkey: miner.target.hotkey.ss58, uuid: UUID().uuidString.lowercased(),
            publicKey: key.publicPEM, privateKey: key.revealPEM(), sshKey: terms.docker.sshKey, ip: miner.target.ip,
            expiresAt: now().addingTimeInterval(Double(terms.days) * 86_400), createdAt: now(),
            request: terms.request)
        inFlight.insert(intent.id)
        defer { inFlight.remove(intent.id) }
        await failpoint("api.chosen")
        guard let rental = try await claim(intent) else { return .taken }
        await failpoint("api.reserved")
        let outcome = await calls.provision(miner.target, terms, publicKey: key.publicPEM)
        await failpoint("api.provisioned")
        do {
            return .rented(try await settle(outcome, of: rental, key: key, miner: miner, resource: resource))
        } catch {
            failures.add(intent.hotkey, at: now())
            if let owed = error.owed, terms.releasesFirst { await releaseFirst(owed) }
            if error.storeIsAway { throw .unavailable(error.reason) }
            return .failed(error.reason)
        }
    }

    /// Why a machine that was asked is not rented.
    private struct Failure: Error {
        let reason: String
        /// The record whose release is owed; nil when nothing is there, or when even that could not be recorded.
        let owed: Rental?
        var storeIsAway = false
    }

    private func newKey() async throws(RentalProblem) -> RenterPrivateKey {
        do {
            return try await keys.take()
        } catch {
            throw .unavailable("\(error)")
        }
    }

    private func claim(_ intent: RentalIntent) async throws(RentalProblem) -> Rental? {
        do {
            switch try await store.reserve(intent) {
            case .reserved(let rental): return rental
            case .taken: return nil
            }
        } catch {
            throw .unavailable("\(error)")
        }
    }

    private func settle(
        _ outcome: DendriteOutcome<Allocate>, of rental: Rental, key: RenterPrivateKey, miner: MinerDirectory.Entry,
        resource: String
    ) async throws(Failure) -> Rental {
        guard case .answered(let answer, _) = outcome, answer.output.status == true else {
            let reason = Self.reason(of: outcome)
            logger.warning(
                "the miner did not provision",
                metadata: [
                    "allocation": "\(rental.id)", "hotkey": "\(rental.hotkey)", "outcome": "\(outcome.label)",
                    "reason": "\(reason)",
                ])
            if outcome.isTurnedAway { releaser.noteTurnedAway(rental) }
            throw Failure(reason: reason, owed: await drop(rental, nothingThere: Self.isNothingThere(outcome)))
        }
        guard let info = answer.output.info, let access = try? key.open(info), access.isSafeToShow else {
            logger.warning("the miner's access data is unusable", metadata: ["hotkey": "\(rental.hotkey)"])
            throw Failure(
                reason: "The miner's answer is unusable; the machine is given back.",
                owed: await drop(rental, nothingThere: false))
        }
        let reachable = await probe(miner.target.ip, access.port)
        logger.info(
            "ssh port probed",
            metadata: [
                "allocation": "\(rental.id)", "port": "\(access.port)", "open": "\(reachable)",
            ])
        let version = access.version > 0 ? access.version : max(0, miner.version)
        var reason = "The allocation was released while it was being made."
        var storeIsAway = false
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
            reason = "\(error)"
            storeIsAway = true
        }
        throw Failure(reason: reason, owed: await drop(rental, nothingThere: false), storeIsAway: storeIsAway)
    }

    /// Whether certainly nothing was made. Only a "no" that is signed is believed: Python's miner may have left a
    /// container behind, and what is not signed anybody on the way may have said.
    private static func isNothingThere(_ outcome: DendriteOutcome<Allocate>) -> Bool {
        switch outcome {
        case .answered(_, let signed): signed
        case .unreachable: true
        case .blacklisted, .refused, .timedOut, .badAnswer: false
        }
    }

    /// The record is gone, or on its way: what may stand at the miner is released by key first.
    /// - Returns: The record whose release is owed.
    private func drop(_ rental: Rental, nothingThere: Bool) async -> Rental? {
        do {
            if nothingThere {
                try await store.remove(rental.id, at: now())
                return nil
            }
            return try await store.beginRelease(rental.id, notify: false, at: now())
        } catch {
            // The record stays `reserved` or `releasing`: the resolver goes on with it when the store is back.
            logger.error("the rental cannot be dropped yet", metadata: ["reason": "\(error)"])
            return nil
        }
    }

    /// An unknown outcome is ended by key before another machine is tried; a silent miner holds nobody up for long.
    private func releaseFirst(_ owed: Rental) async {
        do {
            _ = try await TimeLimit.run(calls.limits.releaseFirst) { try await releaser.release(owed) }
        } catch {
            // The record stays `releasing`: the resolver goes on with it.
            logger.warning(
                "an unknown outcome is not released yet",
                metadata: ["allocation": "\(owed.id)", "reason": "\(error)"])
        }
    }

    /// What a miner says, so much of it as may stand in a log and an answer.
    static func told(_ answer: Allocate) -> String? {
        answer.output.message.map { PlainText.printable($0, limit: 500) }
    }

    static func reason(of outcome: DendriteOutcome<Allocate>) -> String {
        switch outcome {
        case .answered(let answer, _): told(answer) ?? Self.notAvailable
        case .blacklisted(let reason): "The miner does not accept this API's hotkey: \(reason)"
        case .unreachable: "The miner cannot be reached."
        case .timedOut: "The miner did not answer in time; the machine is given back."
        case .refused(let status, let message): "The miner refused with \(status): \(message)"
        case .badAnswer: "The miner's answer is unusable; the machine is given back."
        }
    }
}
