import Keys
import Logging
package import Market
package import Store
import Wire

// `allocate_spec`: the renter says what he needs.
extension RentalDesk {
    /// What became of a request for any machine that meets a requirement.
    package enum Choice: Sendable {
        case rented(Rental)
        /// No machine could be had, and why.
        case nothing(CandidateCounts)

        /// What was rented.
        var rental: Rental? { if case .rented(let rental) = self { rental } else { nil } }
    }

    /// Miners asked at a time whether they are free.
    static let checksAtOnce = 64

    /// The rental of the best machine that is free: by score, then by fewest failures of the last hour, then by uid.
    ///
    /// A machine that fails is followed by the next; what may stand on it is released by key before.
    /// - Parameters:
    ///   - days: How long, 1 to 3650.
    ///   - request: The claimed request (`RequestStore`) that it is for.
    ///   - wanted: Whether somebody still waits; when not, no further machine is tried.
    package func allocate(
        _ requirement: DeviceRequirement, days: Int, docker: DockerRequirement, requestKey request: HeldRequest? = nil,
        wanted: @escaping @Sendable () -> Bool = { true }
    ) async throws(RentalProblem) -> Choice {
        try Self.check(docker)
        try checkChain()
        let started = ContinuousClock.now
        let candidates = Candidates(
            in: try await records(), for: requirement, miners: miners.callable, penalized: penalized())
        let terms = RentalTerms(
            requirement: requirement, days: days, docker: docker, limit: calls.limits.provisionAny,
            request: request, releasesFirst: true)
        // Nobody is asked any more for whom nobody waits, or when there is no time left to use the answer.
        let free = ranked(
            await free(candidates.all, terms) { [patience] in wanted() && started.duration(to: .now) < patience })
        var counts = candidates.counts
        counts.free = free.count
        for candidate in free {
            guard wanted(), started.duration(to: .now) < patience else { break }
            if case .rented(let rental) = try await attempt(candidate.miner, resource: candidate.gpuName, terms: terms)
            {
                return .rented(rental)
            }
        }
        logger.info("no machine for a request", metadata: ["candidates": "\(counts.text)"])
        return .nothing(counts)
    }

    private func records() async throws(RentalProblem) -> MarketRecords {
        do {
            return try await store.marketRecords()
        } catch {
            throw .unavailable("\(error)")
        }
    }

    /// Those that say they are free, asked in parallel.
    private func free(
        _ candidates: [Candidates.Candidate], _ terms: RentalTerms, goesOn: @escaping @Sendable () -> Bool
    ) async -> [Candidates.Candidate] {
        let answers = await Bounded.map(candidates, atOnce: Self.checksAtOnce) { candidate in
            guard goesOn() else { return false }
            let outcome = await calls.check(
                candidate.miner.target, requirement: terms.requirement, days: terms.days)
            guard case .answered(let answer, _) = outcome else { return false }
            return answer.output.status == true
        }
        return zip(candidates, answers).filter(\.1).map(\.0)
    }

    private func ranked(_ candidates: [Candidates.Candidate]) -> [Candidates.Candidate] {
        let date = now()
        return candidates.map { ($0, failures.count($0.miner.target.hotkey.ss58, at: date)) }
            .sorted { one, other in
                (-one.0.score, one.1, one.0.miner.uid) < (-other.0.score, other.1, other.0.miner.uid)
            }
            .map(\.0)
    }
}
