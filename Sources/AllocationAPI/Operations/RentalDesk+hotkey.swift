import Keys
import Logging
package import Market
package import Store
import Wire

// `allocate_hotkey`: the renter names the machine.
extension RentalDesk {
    /// The rental of the named machine, active and recorded.
    /// - Parameter request: The claimed request (`RequestStore`) that it is for.
    package func allocate(
        hotkey: String, docker: DockerRequirement, requestKey request: HeldRequest? = nil
    ) async throws(RentalProblem) -> Rental {
        try Self.check(docker)
        guard let known = await miners.findOrRead(hotkey) else {
            // While nothing is known of the chain, nobody is unknown.
            try checkChain()
            throw .notAvailable(Self.notAvailable)
        }
        // One spelling: the same key may be written with another network's prefix.
        let hotkey = known.target.hotkey.ss58
        try checkChain()
        let resource = try await lookUp(hotkey)
        let terms = RentalTerms(
            requirement: .anyMachine, days: Self.days, docker: docker, limit: calls.limits.provision,
            request: request)
        let miner = try await available(known, terms)
        switch try await attempt(miner, resource: resource, terms: terms) {
        case .rented(let rental): return rental
        case .taken: throw .notAvailable(Self.notAvailable)
        case .failed(let reason): throw .notAvailable(reason)
        }
    }

    /// The renter's key can be written into `authorized_keys`.
    static func check(_ docker: DockerRequirement) throws(RentalProblem) {
        guard docker.sshKey.isEmpty || SSHPublicKey(docker.sshKey) != nil else {
            throw .invalidRequest("ssh_key must be one line in OpenSSH's public key form")
        }
    }

    /// The chain data are young enough for a new rental.
    func checkChain() throws(RentalProblem) {
        guard miners.age < Self.oldestChain else { throw .unavailable("the chain data is too old for a new rental") }
    }

    /// The miner, which is free for what is wanted; at another address when nobody was at the known one.
    private func available(
        _ known: MinerDirectory.Entry, _ terms: RentalTerms
    ) async throws(RentalProblem) -> MinerDirectory.Entry {
        var miner = known
        var outcome = await calls.check(miner.target, requirement: terms.requirement, days: terms.days)
        if case .unreachable = outcome, let moved = await miners.moved(known) {
            miner = moved
            outcome = await calls.check(miner.target, requirement: terms.requirement, days: terms.days)
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

    /// The name of the machine's GPU, once it is known that it may be rented.
    private func lookUp(_ hotkey: String) async throws(RentalProblem) -> String {
        do {
            let isOwn = try await store.isBlacklisted(hotkey: hotkey)
            guard !isOwn, !penalized().contains(hotkey) else { throw RentalProblem.blacklisted }
            return try await store.resourceName(hotkey: hotkey)
        } catch let problem as RentalProblem {
            throw problem
        } catch {
            throw .unavailable("\(error)")
        }
    }
}
