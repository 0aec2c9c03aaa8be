internal import Chain
internal import Keys

/// Who has which uid: registration, replacement when a subnet is full, and the validator permits.
struct NeuronRegistry {
    var state: ChainState
    let parameters: ChainParameters

    /// Gives a hotkey that has none its uid: the next one, or that of the neuron it replaces.
    ///
    /// The permits are not looked at: `refreshPermits` does that, once after all who register together.
    mutating func register(_ hotkey: AccountID, coldkey: AccountID, netuid: UInt16, block: UInt64) -> UInt16 {
        associate(hotkey, with: coldkey)
        let size = state.value(Storage.subnetworkN, netuid, or: 0)
        let uid: UInt16
        if size < state.value(Storage.maxUids, netuid, or: 0) {
            uid = size
            state.set(Storage.subnetworkN, netuid, to: size + 1)
        } else {
            uid = leastWorthy(netuid, size: size, block: block)
            remove(uid, netuid: netuid)
        }
        place(hotkey, at: uid, netuid: netuid, block: block)
        return uid
    }

    /// The permit goes to the neurons with the most stake, up to the subnet's number of validators, if they have the
    /// stake for it, and to those that genesis gave it. The real chain decides anew at each epoch; this one at once.
    mutating func refreshPermits(_ netuid: UInt16) {
        let size = state.value(Storage.subnetworkN, netuid, or: 0)
        let given = Set(state.value(Storage.genesisPermits, netuid, or: []))
        let hotkeys = (0..<size).map { state.value(Storage.keys, netuid, $0, or: .zero) }
        let stakes = hotkeys.map { SubnetStake(state, hotkey: $0, netuid: netuid).total }
        let candidates = stakes.indices.filter { stakes[$0] >= parameters.permitStake && stakes[$0] > 0 }
        // The older uid wins among equals.
        let chosen = candidates.sorted { (stakes[$1], $0) < (stakes[$0], $1) }
            .prefix(Int(state.value(Storage.maxValidators, netuid, or: 0)))
        var permits = hotkeys.map { given.contains($0) }
        for uid in chosen { permits[uid] = true }
        state.set(Storage.validatorPermit, netuid, to: permits)
    }

    /// Notes that the coldkey owns the hotkey, unless somebody does already.
    mutating func associate(_ hotkey: AccountID, with coldkey: AccountID) {
        guard state.value(Storage.owner, hotkey, or: .zero) == .zero else { return }
        state.set(Storage.owner, hotkey, to: coldkey)
        for item in [Storage.ownedHotkeys, Storage.stakingHotkeys] {
            var hotkeys = state.value(item, coldkey, or: [])
            if !hotkeys.contains(hotkey) { hotkeys.append(hotkey) }
            state.set(item, coldkey, to: hotkeys)
        }
    }

    private mutating func place(_ hotkey: AccountID, at uid: UInt16, netuid: UInt16, block: UInt64) {
        state.set(Storage.uids, netuid, hotkey, to: uid)
        state.set(Storage.keys, netuid, uid, to: hotkey)
        state.set(Storage.isMember, hotkey, netuid, to: true)
        state.set(Storage.registeredAt, netuid, uid, to: block)
        put(block, in: Storage.lastUpdate, at: uid, netuid: netuid)
        put(true, in: Storage.active, at: uid, netuid: netuid)
        put(0, in: Storage.emission, at: uid, netuid: netuid)
        for item in Storage.shares { put(0, in: item, at: uid, netuid: netuid) }
    }

    private mutating func remove(_ uid: UInt16, netuid: UInt16) {
        let hotkey = state.value(Storage.keys, netuid, uid, or: .zero)
        state.set(Storage.uids, netuid, hotkey, to: nil)
        state.set(Storage.isMember, hotkey, netuid, to: nil)
        state.set(Storage.axons, netuid, hotkey, to: nil)
        state.set(Storage.prometheus, netuid, hotkey, to: nil)
        state.set(Storage.certificates, netuid, hotkey, to: nil)
        for mechanism in 0..<state.value(Storage.mechanisms, netuid, or: 1) {
            let index = Execution.index(netuid, mechanism: mechanism)
            state.set(Storage.weights, index, uid, to: nil)
            state.set(Storage.commits, index, hotkey, to: nil)
        }
    }

    /// The neuron with the least stake, the oldest among equals; one in its immunity period only if all are, and the
    /// subnet owner's never while there is another.
    private func leastWorthy(_ netuid: UInt16, size: UInt16, block: UInt64) -> UInt16 {
        let immunity = UInt64(state.value(Storage.immunityPeriod, netuid, or: 0))
        let owner = state.value(Storage.subnetOwnerHotkey, netuid, or: .zero)
        var best: (uid: UInt16, rank: (Int, UInt64, UInt64))?
        for uid in 0..<size {
            let hotkey = state.value(Storage.keys, netuid, uid, or: .zero)
            let since = state.value(Storage.registeredAt, netuid, uid, or: 0)
            let isImmune = block < since || block - since < immunity
            let rank = (
                hotkey == owner ? 2 : isImmune ? 1 : 0,
                SubnetStake(state, hotkey: hotkey, netuid: netuid).total, since
            )
            if let known = best, known.rank <= rank { continue }
            best = (uid, rank)
        }
        return best?.uid ?? 0
    }

    private mutating func put<Value: Storable>(
        _ value: Value, in item: StorageItem<[Value]>, at uid: UInt16, netuid: UInt16
    ) {
        var values = state.value(item, netuid, or: [])
        while values.count < Int(uid) { values.append(value) }
        if values.count == Int(uid) { values.append(value) } else { values[Int(uid)] = value }
        state.set(item, netuid, to: values)
    }
}
