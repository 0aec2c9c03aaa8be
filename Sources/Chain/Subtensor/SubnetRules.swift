import Keys

/// The stored rules of a subnet with what the chain knows about one of its hotkeys, all at one block.
struct SubnetRules {
    private(set) var parameters: SubnetHyperparameters
    private(set) var exists = false
    /// The number of the hotkey that was asked about.
    private(set) var uid: UInt16?
    /// The block at which it last set weights; 0 for never.
    private(set) var lastUpdate: UInt64 = 0

    init(netuid: UInt16) { parameters = SubnetHyperparameters(netuid: netuid) }

    /// What is stored at `block`, in one request.
    /// - Parameter mechanism: Whose settings of weights ``lastUpdate`` is about.
    mutating func read(
        _ reader: ChainReader, hotkey: AccountID? = nil, mechanism: UInt8 = 0, at block: BlockHash
    ) async throws {
        let netuid = parameters.netuid
        let names = [
            "NetworksAdded", "Tempo", "WeightsSetRateLimit", "ServingRateLimit", "MinAllowedWeights", "MaxWeightsLimit",
            "WeightsVersionKey", "CommitRevealWeightsEnabled", "RevealPeriodEpochs", "ImmunityPeriod",
            "NetworkRegistrationAllowed", "Burn", "SubnetworkN", "MaxAllowedUids",
        ]
        var items = names.map { StorageItem.subnet($0, netuid) }
        items.append(.subnet("LastUpdate", WeightCommit.index(netuid, mechanism: mechanism)))
        if let hotkey { items.append(.uid(of: hotkey, netuid)) }
        let values = try await reader.values(items, at: block)
        let found = Dictionary(zip(names, values), uniquingKeysWith: { first, _ in first })
        func number<T: FixedWidthInteger>(_ name: String, _ fallback: T) -> T {
            (found[name] ?? nil)?.unsigned.flatMap { T(exactly: $0) } ?? fallback
        }
        func flag(_ name: String, _ fallback: Bool) -> Bool { (found[name] ?? nil)?.flag ?? fallback }
        exists = flag("NetworksAdded", false)
        // A runtime that lacks a rule leaves the chain's own default.
        let usual = parameters
        parameters = SubnetHyperparameters(
            netuid: netuid, tempo: number("Tempo", usual.tempo),
            weightsRateLimit: number("WeightsSetRateLimit", usual.weightsRateLimit),
            servingRateLimit: number("ServingRateLimit", usual.servingRateLimit),
            minAllowedWeights: number("MinAllowedWeights", usual.minAllowedWeights),
            maxWeightLimit: number("MaxWeightsLimit", usual.maxWeightLimit),
            weightsVersionKey: number("WeightsVersionKey", usual.weightsVersionKey),
            commitRevealEnabled: flag("CommitRevealWeightsEnabled", usual.commitRevealEnabled),
            revealPeriodEpochs: number("RevealPeriodEpochs", usual.revealPeriodEpochs),
            immunityPeriod: number("ImmunityPeriod", usual.immunityPeriod),
            registrationAllowed: flag("NetworkRegistrationAllowed", usual.registrationAllowed),
            burn: number("Burn", usual.burn), neurons: number("SubnetworkN", usual.neurons),
            maxNeurons: number("MaxAllowedUids", usual.maxNeurons))
        guard hotkey != nil else { return }
        uid = (values.last ?? nil)?.int.flatMap { UInt16(exactly: $0) }
        let updates = values[names.count]?.list ?? []
        if let uid, Int(uid) < updates.count { lastUpdate = updates[Int(uid)].uint64 ?? 0 }
    }

    /// Blocks until something that happened at `last` may happen again; 0 for now.
    static func blocksLeft(limit: UInt64, last: UInt64, now: UInt64) -> UInt64 {
        guard limit > 0, last > 0, now >= last, now - last < limit else { return 0 }
        return limit - (now - last)
    }
}
