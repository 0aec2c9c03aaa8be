/// What the chain computed about a neuron in its last epoch, each 0...1.
package struct NeuronScores: Sendable, Equatable, Codable {
    package var rank: Double
    package var trust: Double
    package var consensus: Double
    package var incentive: Double
    package var dividends: Double
    package var validatorTrust: Double

    package init(
        rank: Double = 0, trust: Double = 0, consensus: Double = 0, incentive: Double = 0, dividends: Double = 0,
        validatorTrust: Double = 0
    ) {
        self.rank = rank
        self.trust = trust
        self.consensus = consensus
        self.incentive = incentive
        self.dividends = dividends
        self.validatorTrust = validatorTrust
    }

    private enum CodingKeys: String, CodingKey {
        case rank
        case trust
        case consensus
        case incentive
        case dividends
        case validatorTrust = "validator_trust"
    }
}
