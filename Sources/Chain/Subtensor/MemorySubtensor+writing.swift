package import Keys

extension MemorySubtensor: AxonPublishing {
    package func serveAxon(
        _ publication: AxonPublication, netuid: UInt16, signer: Keypair
    ) async throws(SubtensorError) -> PublishOutcome {
        let info = AxonInfo(
            ip: publication.address.text, port: Int(publication.port), version: Int(publication.version))
        return try write(netuid) { subnet, state in
            guard let index = subnet.neurons.firstIndex(where: { $0.hotkey == signer.account }) else {
                return .notRegistered
            }
            if subnet.neurons[index].axon == info { return .unchanged }
            let left = SubnetRules.blocksLeft(
                limit: subnet.parameters.servingRateLimit, last: subnet.served[signer.account] ?? 0, now: state.block)
            guard left == 0 else { return .tooSoon(blocksLeft: left) }
            subnet.neurons[index].axon = info
            subnet.served[signer.account] = state.block
            return .published(WriteReceipt(block: nil))
        }
    }

    package func servePrometheus(
        _ publication: PrometheusPublication, netuid: UInt16, signer: Keypair
    ) async throws(SubtensorError) -> PublishOutcome {
        try write(netuid) { subnet, state in
            guard let index = subnet.neurons.firstIndex(where: { $0.hotkey == signer.account }) else {
                return .notRegistered
            }
            let info = PrometheusInfo(
                ip: publication.address.text, port: Int(publication.port), version: Int(publication.version),
                block: state.block)
            subnet.neurons[index].prometheus = info
            return .published(WriteReceipt(block: nil))
        }
    }
}

extension MemorySubtensor: WeightSetting {
    package func setWeights(
        _ weights: WeightVector, netuid: UInt16, mechanism: UInt8, versionKey: UInt64, signer: Keypair
    ) async throws(SubtensorError) -> WeightOutcome {
        try write(netuid) { subnet, state in
            guard let index = subnet.neurons.firstIndex(where: { $0.hotkey == signer.account }) else {
                return .notRegistered
            }
            guard mechanism == 0 else { return .failed(.failed(name: "MechanismDoesNotExist", reason: "")) }
            let rules = subnet.parameters
            if rules.weightsVersionKey > versionKey { return .oldVersion(required: rules.weightsVersionKey) }
            let left = SubnetRules.blocksLeft(
                limit: rules.weightsRateLimit, last: subnet.neurons[index].lastUpdate, now: state.block)
            guard left == 0 else { return .tooSoon(blocksLeft: left) }
            let minimum = min(Int(rules.minAllowedWeights), subnet.neurons.count)
            if weights.uids.count < minimum, weights.uids != [subnet.neurons[index].uid] {
                return .tooFew(weights.uids.count, minimum: minimum)
            }
            subnet.neurons[index].lastUpdate = state.block
            if rules.commitRevealEnabled {
                let commit = WeightCommit(
                    netuid: netuid, weights: weights, salt: [0], versionKey: versionKey, block: state.block)
                subnet.commits[signer.account, default: []].append(commit)
                return .committed(commit, WriteReceipt(block: nil))
            }
            subnet.weights[signer.account] = MemorySubtensor.table(weights.uids, weights.values)
            return .set(WriteReceipt(block: nil))
        }
    }

    package func revealWeights(
        _ commit: WeightCommit, signer: Keypair
    ) async throws(SubtensorError) -> WeightOutcome {
        try write(commit.netuid) { subnet, state in
            let window = commit.revealWindow(subnet.parameters)
            if state.block < window.lowerBound { return .tooSoon(blocksLeft: window.lowerBound - state.block) }
            if state.block > window.upperBound { return .tooLate(blocks: state.block - window.upperBound) }
            guard let index = subnet.commits[signer.account]?.firstIndex(of: commit) else {
                return .failed(.failed(name: "NoWeightsCommitFound", reason: ""))
            }
            subnet.commits[signer.account]?.remove(at: index)
            subnet.weights[signer.account] = MemorySubtensor.table(commit.uids, commit.values)
            return .set(WriteReceipt(block: nil))
        }
    }
}

extension MemorySubtensor {
    private static func table(_ uids: [UInt16], _ values: [UInt16]) -> [UInt16: UInt16] {
        Dictionary(zip(uids, values), uniquingKeysWith: { _, last in last })
    }
}

extension MemorySubtensor: Registering {
    package func burnedRegister(
        hotkey: AccountID, netuid: UInt16, coldkey: Keypair, atMost: UInt64?
    ) async throws(SubtensorError) -> RegistrationOutcome {
        try write(netuid) { subnet, state in
            if let known = subnet.neurons.first(where: { $0.hotkey == hotkey }) {
                return .alreadyRegistered(uid: known.uid)
            }
            guard subnet.parameters.registrationAllowed else { return .closed }
            let burn = subnet.parameters.burn
            if let atMost, burn > atMost { return .tooExpensive(burn: burn) }
            var balance = state.balances[coldkey.account] ?? AccountBalance()
            guard balance.free >= burn else { return .tooPoor(free: balance.free, burn: burn) }
            guard let uid = UInt16(exactly: subnet.neurons.count) else { return .closed }
            balance.free -= burn
            state.balances[coldkey.account] = balance
            subnet.neurons.append(Neuron(uid: uid, hotkey: hotkey, coldkey: coldkey.account, stake: 0))
            return .registered(uid: uid, WriteReceipt(block: nil))
        }
    }
}
