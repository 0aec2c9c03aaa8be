package import Keys

extension ChainSubtensor: WeightSetting {
    package func setWeights(
        _ weights: WeightVector, netuid: UInt16, mechanism: UInt8, versionKey: UInt64, signer: Keypair
    ) async throws(SubtensorError) -> WeightOutcome {
        try await SubtensorError.translating {
            let block = try await reader.best()
            var rules = SubnetRules(netuid: netuid)
            try await rules.read(reader, hotkey: signer.account, mechanism: mechanism, at: block.hash)
            if let refusal = try ChainSubtensor.refusal(weights, versionKey, rules, at: block) { return refusal }
            guard rules.parameters.commitRevealEnabled else {
                let needed = mechanism == 0 ? [] : ["set_mechanism_weights"]
                guard try await has(needed, at: block.hash) else {
                    return .unsupported("this runtime has one mechanism in each subnet, and no set_mechanism_weights")
                }
                let call = SubtensorCall.setWeights(
                    weights, netuid: netuid, mechanism: mechanism, versionKey: versionKey)
                return try await send(call, netuid, mechanism, signer: signer) { .set($0) }
            }
            return try await commit(weights, netuid, mechanism, versionKey, signer: signer, at: block)
        }
    }

    package func revealWeights(
        _ commit: WeightCommit, signer: Keypair
    ) async throws(SubtensorError) -> WeightOutcome {
        try await SubtensorError.translating {
            let block = try await reader.best()
            var rules = SubnetRules(netuid: commit.netuid)
            try await rules.read(reader, hotkey: signer.account, at: block.hash)
            guard rules.uid != nil else { return .notRegistered }
            if try await !countsEpochs(commit.netuid, at: block.hash) {
                let window = commit.revealWindow(rules.parameters)
                // It goes into the next block at the earliest.
                let next = block.number &+ 1
                if next < window.lowerBound { return .tooSoon(blocksLeft: window.lowerBound - next) }
                if next > window.upperBound { return .tooLate(blocks: next - window.upperBound) }
            }
            return try await send(
                SubtensorCall.revealWeights(commit), commit.netuid, commit.mechanism, signer: signer
            ) { .set($0) }
        }
    }

    /// True when the chain itself counts the subnet's epochs, as later runtimes do, by a rule that only they know.
    private func countsEpochs(_ netuid: UInt16, at block: BlockHash) async throws -> Bool {
        let metadata = try await reader.runtimes.runtime(at: block).metadata
        guard let key = try? metadata.storageKey("SubtensorModule", "SubnetEpochIndex", [netuid.scale]) else {
            return false
        }
        return try await reader.node.storage(key, at: block) != nil
    }

    /// Why the chain would not take the weights; nil when nothing speaks against them.
    private static func refusal(
        _ weights: WeightVector, _ versionKey: UInt64, _ rules: SubnetRules, at block: BlockPoint
    ) throws(SubtensorError) -> WeightOutcome? {
        let parameters = rules.parameters
        guard rules.exists else { throw .unknownSubnet(parameters.netuid) }
        guard let uid = rules.uid else { return .notRegistered }
        if parameters.weightsVersionKey > versionKey { return .oldVersion(required: parameters.weightsVersionKey) }
        let left = SubnetRules.blocksLeft(
            limit: parameters.weightsRateLimit, last: rules.lastUpdate, now: block.number)
        if left > 0 { return .tooSoon(blocksLeft: left) }
        // A weight for itself alone is always allowed.
        let minimum = min(parameters.minAllowedWeights, parameters.neurons)
        if weights.uids.count < Int(minimum), weights.uids != [uid] {
            return .tooFew(weights.uids.count, minimum: Int(minimum))
        }
        return nil
    }

    private func commit(
        _ weights: WeightVector, _ netuid: UInt16, _ mechanism: UInt8, _ versionKey: UInt64, signer: Keypair,
        at block: BlockPoint
    ) async throws -> WeightOutcome {
        let calls =
            mechanism == 0
            ? ["commit_weights", "reveal_weights"] : ["commit_mechanism_weights", "reveal_mechanism_weights"]
        guard try await has(calls, at: block.hash) else {
            return .unsupported(
                "the subnet wants commit-reveal, and this runtime takes only weights that are encrypted for a drand round"
                    + " (commit_timelocked_weights); this program does not make such ciphertext")
        }
        let random = SecureRandom.bytes(16)
        let salt = stride(from: 0, to: 16, by: 2).map { UInt16(random[$0]) << 8 | UInt16(random[$0 + 1]) }
        let commit = WeightCommit(
            netuid: netuid, mechanism: mechanism, weights: weights, salt: salt, versionKey: versionKey,
            block: block.number)
        let call = SubtensorCall.commitWeights(commit, hotkey: signer.account)
        return try await send(call, netuid, mechanism, signer: signer) { .committed(commit, $0) }
    }

    /// True when the runtime at `block` has all these calls.
    private func has(_ calls: [String], at block: BlockHash) async throws -> Bool {
        let metadata = try await reader.runtimes.runtime(at: block).metadata
        return calls.allSatisfy { (try? metadata.call("SubtensorModule", $0)) != nil }
    }

    private func send(
        _ call: RuntimeCall, _ netuid: UInt16, _ mechanism: UInt8, signer: Keypair,
        _ outcome: (WriteReceipt) -> WeightOutcome
    ) async throws -> WeightOutcome {
        switch try await write(call, signer: signer, until: .included) {
        case .done(let receipt): return outcome(receipt)
        case .failed(let failure): return .failed(failure)
        case .early:
            let block = try await reader.best()
            var rules = SubnetRules(netuid: netuid)
            try await rules.read(reader, hotkey: signer.account, mechanism: mechanism, at: block.hash)
            let left = SubnetRules.blocksLeft(
                limit: rules.parameters.weightsRateLimit, last: rules.lastUpdate, now: block.number)
            return .tooSoon(blocksLeft: max(1, left))
        }
    }
}
