package import Keys

/// One member of a subnet as the chain tells it.
package struct Neuron: Sendable, Equatable {
    package var uid: UInt16
    package var hotkey: AccountID
    package var coldkey: AccountID
    /// Total stake in TAO, by which the stake rule goes: what the reference program calls `S`.
    package var stake: Double
    package var validatorPermit: Bool
    /// Where its axon listens, or nil when it serves none.
    package var axon: AxonInfo?
    /// Where its metrics are, or nil when it published none.
    package var prometheus: PrometheusInfo?
    /// The block at which it last set weights.
    package var lastUpdate: UInt64
    /// Whether the chain counts it as active.
    package var active: Bool
    /// What the chain computed, each 0...1.
    package var scores: NeuronScores
    /// In the subnet's token, per epoch.
    package var emission: Double
    /// The part of the stake in the subnet's token.
    package var alphaStake: Double
    /// The part of the stake in TAO, weighted as the chain weighs it (0.18).
    package var taoStake: Double

    package init(
        uid: UInt16, hotkey: AccountID, coldkey: AccountID, stake: Double, validatorPermit: Bool = false,
        axon: AxonInfo? = nil, prometheus: PrometheusInfo? = nil, lastUpdate: UInt64 = 0, active: Bool = true,
        scores: NeuronScores = NeuronScores(), emission: Double = 0, alphaStake: Double = 0, taoStake: Double = 0
    ) {
        self.uid = uid
        self.hotkey = hotkey
        self.coldkey = coldkey
        self.stake = stake
        self.validatorPermit = validatorPermit
        self.axon = axon
        self.prometheus = prometheus
        self.lastUpdate = lastUpdate
        self.active = active
        self.scores = scores
        self.emission = emission
        self.alphaStake = alphaStake
        self.taoStake = taoStake
    }

    package var rank: Double { scores.rank }
    package var trust: Double { scores.trust }
    package var consensus: Double { scores.consensus }
    package var incentive: Double { scores.incentive }
    package var dividends: Double { scores.dividends }
    package var validatorTrust: Double { scores.validatorTrust }
}
