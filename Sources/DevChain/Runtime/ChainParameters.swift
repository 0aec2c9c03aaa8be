/// The rules of the development chain that a user may change; they are written into the storage at genesis.
///
/// Rates are in blocks, amounts in rao (1e-9 TAO). The defaults are those that the local network documents.
package struct ChainParameters: Sendable, Equatable, Codable {
    /// The subnet on which the system lives.
    package var netuid: UInt16 = 27
    /// True: weights are committed and plain `set_weights` is refused.
    package var commitReveal = false
    package var minAllowedWeights: UInt16 = 1
    package var maxWeightsLimit: UInt16 = 65_535
    /// Blocks between two weight settings of one neuron; 0 for no limit.
    package var weightsRateLimit: UInt64 = 100
    /// Weights with a lower version key are refused; 0 accepts all.
    package var weightsVersion: UInt64 = 0
    /// Blocks between two publications of one hotkey; 0 for no limit.
    package var servingRateLimit: UInt64 = 50
    package var tempo: UInt16 = 360
    /// Epochs between a commitment and its revelation.
    package var revealPeriod: UInt64 = 1
    /// What a registration costs.
    package var burn: UInt64 = 1_000_000
    package var registrationAllowed = true
    package var registrationsPerBlock: UInt16 = 10
    /// The target of registrations in an interval; three times as many are accepted.
    package var registrationsPerInterval: UInt16 = 100
    package var registrationInterval: UInt16 = 100
    package var maxUids: UInt16 = 256
    package var maxValidators: UInt16 = 64
    package var immunityPeriod: UInt16 = 4096
    package var activityCutoff: UInt16 = 5000
    /// Stake below which nobody may set weights.
    package var stakeThreshold: UInt64 = 0
    /// Stake from which a neuron may get the validator permit.
    package var permitStake: UInt64 = 1_000_000_000_000
    /// True: axons at 127.0.0.2 and above may be published, which the real chain allows, too, and 127.0.0.1 as well.
    package var allowLoopback = true
    /// The fee of an extrinsic that pays one.
    package var fee: UInt64 = 0

    package init() {}
}
