/// The rules of one subnet that roles go by; times are blocks.
package struct SubnetHyperparameters: Sendable, Equatable, Codable {
    package var netuid: UInt16
    /// Blocks of one epoch, less one.
    package var tempo: UInt16
    /// Between two settings of weights.
    package var weightsRateLimit: UInt64
    /// Between two publications of an axon.
    package var servingRateLimit: UInt64
    package var minAllowedWeights: UInt16
    /// Of 65535.
    package var maxWeightLimit: UInt16
    /// The lowest version key that weights may carry; 0 for any.
    package var weightsVersionKey: UInt64
    package var commitRevealEnabled: Bool
    /// Epochs from a commit to its reveal.
    package var revealPeriodEpochs: UInt64
    /// After a registration.
    package var immunityPeriod: UInt16
    package var registrationAllowed: Bool
    /// What a registration costs now, in rao.
    package var burn: UInt64
    /// Neurons that the subnet has, and may have.
    package var neurons: UInt16
    package var maxNeurons: UInt16

    package init(
        netuid: UInt16, tempo: UInt16 = 360, weightsRateLimit: UInt64 = 100, servingRateLimit: UInt64 = 50,
        minAllowedWeights: UInt16 = 1, maxWeightLimit: UInt16 = .max, weightsVersionKey: UInt64 = 0,
        commitRevealEnabled: Bool = false, revealPeriodEpochs: UInt64 = 1, immunityPeriod: UInt16 = 4_096,
        registrationAllowed: Bool = true, burn: UInt64 = 0, neurons: UInt16 = 0, maxNeurons: UInt16 = 256
    ) {
        self.netuid = netuid
        self.tempo = tempo
        self.weightsRateLimit = weightsRateLimit
        self.servingRateLimit = servingRateLimit
        self.minAllowedWeights = minAllowedWeights
        self.maxWeightLimit = maxWeightLimit
        self.weightsVersionKey = weightsVersionKey
        self.commitRevealEnabled = commitRevealEnabled
        self.revealPeriodEpochs = revealPeriodEpochs
        self.immunityPeriod = immunityPeriod
        self.registrationAllowed = registrationAllowed
        self.burn = burn
        self.neurons = neurons
        self.maxNeurons = maxNeurons
    }

    private enum CodingKeys: String, CodingKey {
        case netuid
        case tempo
        case weightsRateLimit = "weights_rate_limit"
        case servingRateLimit = "serving_rate_limit"
        case minAllowedWeights = "min_allowed_weights"
        case maxWeightLimit = "max_weight_limit"
        case weightsVersionKey = "weights_version_key"
        case commitRevealEnabled = "commit_reveal_enabled"
        case revealPeriodEpochs = "reveal_period_epochs"
        case immunityPeriod = "immunity_period"
        case registrationAllowed = "registration_allowed"
        case burn
        case neurons
        case maxNeurons = "max_neurons"
    }

    /// The epoch of `block`, counted from the chain's start (subtensor spec version 343: `get_epoch_index`).
    package func epoch(of block: UInt64) -> UInt64 {
        (block &+ UInt64(netuid) &+ 1) / (UInt64(tempo) &+ 1)
    }

    /// The first block of `epoch`.
    package func firstBlock(of epoch: UInt64) -> UInt64 {
        let (start, overflow) = epoch.multipliedReportingOverflow(by: UInt64(tempo) + 1)
        guard !overflow else { return .max }
        return start > UInt64(netuid) ? start - UInt64(netuid) - 1 : 0
    }
}
