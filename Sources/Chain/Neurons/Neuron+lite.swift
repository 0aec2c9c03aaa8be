extension Neuron {
    /// Rao in one TAO, and in one of a subnet's token.
    package static let rao = 1e9

    /// How much of the TAO behind a neuron counts beside its alpha (bittensor 9.0.0: tao_stake).
    private static let taoWeight = 0.18

    /// The neuron with the stake that the subnet's state tells, or its own stake field where that says nothing.
    package init(_ lite: NeuronLite, stakes: SubnetStakes?) {
        let own = Double(lite.totalStake) / Neuron.rao
        let found = stakes?.stake(uid: lite.uid, hotkey: lite.hotkey)
        self.init(
            uid: lite.uid, hotkey: lite.hotkey, coldkey: lite.coldkey,
            stake: found.map { Double($0.total) / Neuron.rao } ?? own, validatorPermit: lite.validatorPermit,
            axon: lite.axon.info, prometheus: lite.prometheus.info, lastUpdate: lite.lastUpdate, active: lite.active,
            scores: NeuronScores(lite), emission: Double(lite.emission) / Neuron.rao,
            alphaStake: found.map { Double($0.alpha) / Neuron.rao } ?? own,
            taoStake: found.map { Double($0.tao) / Neuron.rao * Neuron.taoWeight } ?? 0)
    }
}

extension NeuronScores {
    /// The scores as fractions; 65535 on the wire is 1.
    init(_ lite: NeuronLite) {
        func fraction(_ value: UInt16) -> Double { Double(value) / 65_535 }
        self.init(
            rank: fraction(lite.rank), trust: fraction(lite.trust), consensus: fraction(lite.consensus),
            incentive: fraction(lite.incentive), dividends: fraction(lite.dividends),
            validatorTrust: fraction(lite.validatorTrust))
    }
}
