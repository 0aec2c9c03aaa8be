package import Keys

extension ChainSubtensor: AxonPublishing {
    package func serveAxon(
        _ publication: AxonPublication, netuid: UInt16, signer: Keypair
    ) async throws(SubtensorError) -> PublishOutcome {
        try await SubtensorError.translating {
            let block = try await reader.best()
            guard let neuron = try await own(signer.account, netuid, at: block.hash) else { return .notRegistered }
            if publication.equals(neuron.axon), neuron.hotkey == signer.account { return .unchanged }
            let left = try await servingBlocksLeft(netuid, last: neuron.axon.block, at: block)
            guard left == 0 else { return .tooSoon(blocksLeft: left) }
            return try await publish(SubtensorCall.serveAxon(publication, netuid: netuid), netuid, signer: signer) {
                $0.axon.block
            }
        }
    }

    package func servePrometheus(
        _ publication: PrometheusPublication, netuid: UInt16, signer: Keypair
    ) async throws(SubtensorError) -> PublishOutcome {
        try await SubtensorError.translating {
            let block = try await reader.best()
            guard let neuron = try await own(signer.account, netuid, at: block.hash) else { return .notRegistered }
            if publication.equals(neuron.prometheus, at: block.number) { return .unchanged }
            let left = try await servingBlocksLeft(netuid, last: neuron.prometheus.block, at: block)
            guard left == 0 else { return .tooSoon(blocksLeft: left) }
            return try await publish(SubtensorCall.servePrometheus(publication, netuid: netuid), netuid, signer: signer)
            {
                $0.prometheus.block
            }
        }
    }

    private func own(_ hotkey: AccountID, _ netuid: UInt16, at block: BlockHash) async throws -> NeuronLite? {
        guard let uid = try await uid(of: hotkey, netuid, at: block) else { return nil }
        return try await lite(uid, netuid, at: block)
    }

    private func servingBlocksLeft(_ netuid: UInt16, last: UInt64, at block: BlockPoint) async throws -> UInt64 {
        let limit = try await reader.value(.subnet("ServingRateLimit", netuid), at: block.hash)?.uint64 ?? 0
        return SubnetRules.blocksLeft(limit: limit, last: last, now: block.number)
    }

    /// - Parameter last: The block of the last publication of this kind.
    private func publish(
        _ call: RuntimeCall, _ netuid: UInt16, signer: Keypair, last: (NeuronLite) -> UInt64
    ) async throws -> PublishOutcome {
        switch try await write(call, signer: signer, until: .included) {
        case .done(let receipt): return .published(receipt)
        case .failed(let failure): return .failed(failure)
        case .early:
            let block = try await reader.best()
            guard let neuron = try await own(signer.account, netuid, at: block.hash) else { return .notRegistered }
            return .tooSoon(blocksLeft: max(1, try await servingBlocksLeft(netuid, last: last(neuron), at: block)))
        }
    }
}
