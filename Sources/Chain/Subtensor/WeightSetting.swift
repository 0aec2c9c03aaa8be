package import Keys

/// Tells the chain what a validator thinks of others.
package protocol WeightSetting: Sendable {
    /// The chain has these weights (or, with commit-reveal on, their hash), or the outcome says why not.
    /// - Parameter mechanism: The mechanism of the subnet that they are for; most subnets have none but 0.
    func setWeights(
        _ weights: WeightVector, netuid: UInt16, mechanism: UInt8, versionKey: UInt64, signer: Keypair
    ) async throws(SubtensorError) -> WeightOutcome
    /// The chain has the weights of an earlier commit, or the outcome says why not.
    func revealWeights(_ commit: WeightCommit, signer: Keypair) async throws(SubtensorError) -> WeightOutcome
}

extension WeightSetting {
    /// The same for mechanism 0, which every subnet has.
    package func setWeights(
        _ weights: WeightVector, netuid: UInt16, versionKey: UInt64, signer: Keypair
    ) async throws(SubtensorError) -> WeightOutcome {
        try await setWeights(weights, netuid: netuid, mechanism: 0, versionKey: versionKey, signer: signer)
    }
}
