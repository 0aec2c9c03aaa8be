import Market
import Store

/// The machines of a market that meet a requirement, found in one pass over typed figures.
struct Candidates: Sendable {
    /// A machine that may be rented.
    struct Candidate: Sendable, Equatable {
        let miner: MinerDirectory.Entry
        /// The name of its GPU in lower case, or "".
        let gpuName: String
        let score: Double
    }

    private(set) var all: [Candidate] = []
    private(set) var counts: CandidateCounts

    /// - Parameters:
    ///   - miners: The miners of the metagraph that serve an axon, by hotkey.
    ///   - penalized: Miners that are out of the market, beside those of the store's blacklist.
    init(
        in records: MarketRecords, for requirement: DeviceRequirement, miners: [String: MinerDirectory.Entry],
        penalized: Set<String>
    ) {
        counts = CandidateCounts(total: records.machines.count)
        for machine in records.machines {
            guard let miner = miners[machine.hotkey] else {
                counts.removed[.metagraph, default: 0] += 1
                continue
            }
            let isOut = penalized.contains(machine.hotkey) || records.blacklist.contains(machine.hotkey)
            let failed: CandidateCounts.Requirement? =
                isOut
                ? .penalized
                : Self.shortage(of: machine, requirement)
                    ?? (records.taken.contains(machine.hotkey) ? .unrented : nil)
            if let failed {
                counts.removed[failed, default: 0] += 1
            } else {
                all.append(
                    Candidate(
                        miner: miner, gpuName: machine.gpuName, score: records.scores[machine.hotkey] ?? 0))
            }
        }
    }

    /// The first requirement that `machine` does not meet.
    private static func shortage(
        of machine: Machine, _ requirement: DeviceRequirement
    ) -> CandidateCounts.Requirement? {
        if let gpu = requirement.gpu {
            if !gpu.type.isEmpty, !machine.gpuName.contains(gpu.type.lowercased()) { return .gpuType }
            // More than asked for: the figure that is asked for is a round one, the reported one is not.
            if machine.gpuCapacity <= Double(gpu.capacity) { return .gpuMemory }
            if machine.gpuCount < gpu.count { return .gpuCount }
        }
        if machine.cpuCount < requirement.cpuCount { return .cpu }
        if machine.ramAvailable < Int64(requirement.ramBytes) { return .ram }
        return machine.diskFree < Int64(requirement.diskBytes) ? .disk : nil
    }
}
