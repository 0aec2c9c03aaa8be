internal import Chain
internal import Keys

extension Execution {
    /// Weights before they are checked.
    struct WeightRequest {
        var netuid: UInt16
        var mechanism: UInt8
        var uids: [UInt16]
        var values: [UInt16]
        var versionKey: UInt64
    }

    mutating func setWeights(_ arguments: CallArguments, hotkey: AccountID) throws(Refusal) {
        let request = WeightRequest(
            netuid: try arguments.integer("netuid"), mechanism: mechanism(arguments),
            uids: try arguments.list("dests"), values: try arguments.list("weights"),
            versionKey: try arguments.integer("version_key"))
        guard !state.value(Storage.commitReveal, request.netuid, or: true) else {
            throw .subtensor(.commitRevealEnabled)
        }
        try storeWeights(request, hotkey: hotkey, limited: true)
    }

    /// Checks the weights in the real chain's order and stores them; `limited` is off for revealed ones, whose rate was
    /// counted when they were committed.
    mutating func storeWeights(_ request: WeightRequest, hotkey: AccountID, limited: Bool) throws(Refusal) {
        let netuid = request.netuid
        guard netuid != 0 else { throw .subtensor(.canNotSetRootNetworkWeights) }
        guard request.uids.count == request.values.count else { throw .subtensor(.weightVecNotEqualSize) }
        try checkMechanism(request.mechanism, of: netuid)
        let size = state.value(Storage.subnetworkN, netuid, or: 0)
        guard request.uids.count <= Int(size) else { throw .subtensor(.uidsLengthExceedUidsInSubNet) }
        guard let uid = state.value(Storage.uids, netuid, hotkey) else {
            throw .subtensor(.hotKeyNotRegisteredInSubNet)
        }
        guard hasStakeForWeights(hotkey, netuid: netuid) else { throw .subtensor(.notEnoughStakeToSetWeights) }
        let version = state.value(Storage.weightsVersion, netuid, or: 0)
        guard version == 0 || request.versionKey >= version else { throw .subtensor(.incorrectWeightVersionKey) }
        let index = Self.index(netuid, mechanism: request.mechanism)
        if limited { try checkRate(index, netuid: netuid, uid: uid, or: .settingWeightsTooFast) }
        let isSelf = request.uids == [uid]
        guard isSelf || permit(netuid, uid) else { throw .subtensor(.neuronNoValidatorPermit) }
        guard Set(request.uids).count == request.uids.count else { throw .subtensor(.duplicateUids) }
        guard request.uids.allSatisfy({ $0 < size }) else { throw .subtensor(.uidVecContainInvalidOne) }
        let minimum = min(state.value(Storage.minAllowedWeights, netuid, or: 0), size)
        guard isSelf || request.uids.count >= Int(minimum) else { throw .subtensor(.weightVecLengthIsLow) }
        let values = Self.upscaled(request.values)
        guard isSelf || isBelowLimit(values, netuid: netuid) else { throw .subtensor(.maxWeightExceeded) }

        let records = zip(request.uids, values).map { WeightRecord(uid: $0, weight: $1) }
        state.set(Storage.weights, index, uid, to: records)
        if limited { touch(index, uid: uid) }
        emit("WeightsSet", .unsigned(UInt128(index)), .unsigned(UInt128(uid)))
    }

    /// The stake rule for weights, which is checked before the pool, too.
    func hasStakeForWeights(_ hotkey: AccountID, netuid: UInt16) -> Bool {
        let threshold = state.value(Storage.stakeThreshold, or: 0)
        return threshold == 0 || SubnetStake(state, hotkey: hotkey, netuid: netuid).total >= threshold
    }

    func mechanism(_ arguments: CallArguments) -> UInt8 {
        // Calls without the argument mean mechanism 0.
        arguments.values["mecid"]?.unsigned.flatMap { UInt8(exactly: $0) } ?? 0
    }

    func checkMechanism(_ mechanism: UInt8, of netuid: UInt16) throws(Refusal) {
        guard state.value(Storage.networksAdded, netuid, or: false),
            mechanism < state.value(Storage.mechanisms, netuid, or: 1)
        else { throw .subtensor(.mechanismDoesNotExist) }
    }

    func checkRate(_ index: UInt16, netuid: UInt16, uid: UInt16, or error: SubtensorError) throws(Refusal) {
        let updates = state.value(Storage.lastUpdate, index, or: [])
        let last = Int(uid) < updates.count ? updates[Int(uid)] : 0
        let limit = state.value(Storage.weightsRateLimit, netuid, or: 0)
        guard last == 0 || block >= last && block - last >= limit else { throw .subtensor(error) }
    }

    /// Notes that the neuron did something about its weights.
    mutating func touch(_ index: UInt16, uid: UInt16) {
        var updates = state.value(Storage.lastUpdate, index, or: [])
        while updates.count <= Int(uid) { updates.append(0) }
        updates[Int(uid)] = block
        state.set(Storage.lastUpdate, index, to: updates)
    }

    /// Where a mechanism's weights are: those of mechanism 0 under the netuid itself.
    static func index(_ netuid: UInt16, mechanism: UInt8) -> UInt16 { UInt16(mechanism) &* 4096 &+ netuid }

    /// The same ratios with the largest at 65,535; zeros stay zeros.
    static func upscaled(_ values: [UInt16]) -> [UInt16] {
        let largest = UInt32(values.max() ?? 0)
        guard largest != 0, largest != 65_535 else { return values }
        return values.map { value in
            // To the nearest, halves up.
            UInt16(clamping: (UInt64(value) * 65_535 * 2 + UInt64(largest)) / (UInt64(largest) * 2))
        }
    }

    private func permit(_ netuid: UInt16, _ uid: UInt16) -> Bool {
        let permits = state.value(Storage.validatorPermit, netuid, or: [])
        return Int(uid) < permits.count && permits[Int(uid)]
    }

    private func isBelowLimit(_ values: [UInt16], netuid: UInt16) -> Bool {
        let limit = state.value(Storage.maxWeightsLimit, netuid, or: 65_535)
        guard limit != 65_535, let largest = values.max() else { return true }
        let sum = values.reduce(UInt64(0)) { $0 + UInt64($1) }
        return sum == 0 || UInt64(largest) * 65_535 <= UInt64(limit) * sum
    }
}
