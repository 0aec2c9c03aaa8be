internal import Chain
internal import Keys

/// Builds the storage of block 0.
struct Genesis {
    private(set) var state = ChainState()
    private let parameters: ChainParameters

    init(parameters: ChainParameters, configuration: GenesisConfiguration) {
        self.parameters = parameters
        for (account, amount) in configuration.balances { endow(account, amount) }
        // The root network and the one subnet exist even if nobody names them.
        var subnets = configuration.subnets
        for netuid in [0, parameters.netuid] where !subnets.contains(where: { $0.netuid == netuid }) {
            subnets.append(GenesisSubnet(netuid: netuid, ownerHotkey: .zero, ownerColdkey: .zero))
        }
        for subnet in subnets { add(subnet) }
        state.set(Storage.totalNetworks, to: UInt16(clamping: Set(subnets.map(\.netuid)).count))
        state.set(Storage.stakeThreshold, to: parameters.stakeThreshold)
        for neuron in configuration.neurons { add(neuron) }
        for subnet in subnets {
            var registry = NeuronRegistry(state: state, parameters: parameters)
            registry.refreshPermits(subnet.netuid)
            state = registry.state
        }
        _ = state.takeChanges()
    }

    private mutating func endow(_ account: AccountID, _ amount: UInt64) {
        state.set(
            Storage.account, account, to: AccountRecord(providers: amount > 0 ? 1 : 0, free: amount))
        for item in [Storage.issuance, Storage.subtensorIssuance] {
            let (sum, overflow) = state.value(item, or: 0).addingReportingOverflow(amount)
            state.set(item, to: overflow ? .max : sum)
        }
    }

    private mutating func add(_ subnet: GenesisSubnet) {
        let netuid = subnet.netuid
        state.set(Storage.networksAdded, netuid, to: true)
        state.set(Storage.networkRegisteredAt, netuid, to: 0)
        state.set(Storage.subnetworkN, netuid, to: 0)
        state.set(Storage.subtokenEnabled, netuid, to: true)
        // Equal reserves, which nothing changes: clients divide one by the other and find the price of one.
        for item in [Storage.subnetTAO, Storage.subnetAlphaIn] { state.set(item, netuid, to: 1_000_000_000_000) }
        if subnet.ownerColdkey != .zero { state.set(Storage.subnetOwner, netuid, to: subnet.ownerColdkey) }
        if subnet.ownerHotkey != .zero {
            state.set(Storage.subnetOwnerHotkey, netuid, to: subnet.ownerHotkey)
            var registry = NeuronRegistry(state: state, parameters: parameters)
            registry.associate(subnet.ownerHotkey, with: subnet.ownerColdkey)
            state = registry.state
        }
        if !subnet.name.isEmpty {
            let texts = [Array(subnet.name.utf8)] + Array(repeating: [UInt8](), count: 7)
            state.set(Storage.identity, netuid, to: IdentityRecord(texts: texts))
        }
        state.set(Storage.tempo, netuid, to: parameters.tempo)
        state.set(Storage.commitReveal, netuid, to: parameters.commitReveal)
        state.set(Storage.revealPeriod, netuid, to: parameters.revealPeriod)
        state.set(Storage.minAllowedWeights, netuid, to: parameters.minAllowedWeights)
        state.set(Storage.maxWeightsLimit, netuid, to: parameters.maxWeightsLimit)
        state.set(Storage.weightsRateLimit, netuid, to: parameters.weightsRateLimit)
        state.set(Storage.weightsVersion, netuid, to: parameters.weightsVersion)
        state.set(Storage.servingRateLimit, netuid, to: parameters.servingRateLimit)
        state.set(Storage.burn, netuid, to: parameters.burn)
        state.set(Storage.minBurn, netuid, to: min(parameters.burn, 500_000))
        state.set(Storage.registrationAllowed, netuid, to: parameters.registrationAllowed)
        state.set(Storage.workRegistrationAllowed, netuid, to: false)
        state.set(Storage.registrationsPerBlock, netuid, to: parameters.registrationsPerBlock)
        state.set(Storage.targetRegistrations, netuid, to: parameters.registrationsPerInterval)
        state.set(Storage.adjustmentInterval, netuid, to: parameters.registrationInterval)
        state.set(Storage.maxUids, netuid, to: parameters.maxUids)
        state.set(Storage.maxValidators, netuid, to: parameters.maxValidators)
        state.set(Storage.immunityPeriod, netuid, to: parameters.immunityPeriod)
        state.set(Storage.activityCutoff, netuid, to: parameters.activityCutoff)
    }

    private mutating func add(_ neuron: GenesisNeuron) {
        guard state.value(Storage.uids, neuron.netuid, neuron.hotkey) == nil else { return }
        if neuron.stake > 0 {
            var ledger = StakeLedger(state: state)
            ledger.change(
                neuron.hotkey, coldkey: neuron.coldkey, netuid: neuron.netuid, by: neuron.stake, adding: true)
            state = ledger.state
        }
        if neuron.validatorPermit {
            let given = state.value(Storage.genesisPermits, neuron.netuid, or: [])
            state.set(Storage.genesisPermits, neuron.netuid, to: given + [neuron.hotkey])
        }
        var registry = NeuronRegistry(state: state, parameters: parameters)
        _ = registry.register(neuron.hotkey, coldkey: neuron.coldkey, netuid: neuron.netuid, block: 0)
        state = registry.state
    }
}
