import Keys

/// As `--json` writes it; what is absent has its default.
extension Neuron: Codable {
    private enum CodingKeys: String, CodingKey {
        case uid
        case hotkey
        case coldkey
        case stake
        case validatorPermit = "validator_permit"
        case axon
        case prometheus
        case lastUpdate = "last_update"
        case active
        case scores
        case emission
        case alphaStake = "alpha_stake"
        case taoStake = "tao_stake"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            uid: try fields.decode(UInt16.self, forKey: .uid),
            hotkey: try fields.decode(AccountID.self, forKey: .hotkey),
            coldkey: try fields.decode(AccountID.self, forKey: .coldkey),
            stake: try fields.decode(Double.self, forKey: .stake),
            validatorPermit: try fields.decodeIfPresent(Bool.self, forKey: .validatorPermit) ?? false,
            axon: try fields.decodeIfPresent(AxonInfo.self, forKey: .axon),
            prometheus: try fields.decodeIfPresent(PrometheusInfo.self, forKey: .prometheus),
            lastUpdate: try fields.decodeIfPresent(UInt64.self, forKey: .lastUpdate) ?? 0,
            active: try fields.decodeIfPresent(Bool.self, forKey: .active) ?? true,
            scores: try fields.decodeIfPresent(NeuronScores.self, forKey: .scores) ?? NeuronScores(),
            emission: try fields.decodeIfPresent(Double.self, forKey: .emission) ?? 0,
            alphaStake: try fields.decodeIfPresent(Double.self, forKey: .alphaStake) ?? 0,
            taoStake: try fields.decodeIfPresent(Double.self, forKey: .taoStake) ?? 0)
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(uid, forKey: .uid)
        try fields.encode(hotkey, forKey: .hotkey)
        try fields.encode(coldkey, forKey: .coldkey)
        try fields.encode(stake, forKey: .stake)
        try fields.encode(validatorPermit, forKey: .validatorPermit)
        try fields.encodeIfPresent(axon, forKey: .axon)
        try fields.encodeIfPresent(prometheus, forKey: .prometheus)
        try fields.encode(lastUpdate, forKey: .lastUpdate)
        try fields.encode(active, forKey: .active)
        try fields.encode(scores, forKey: .scores)
        try fields.encode(emission, forKey: .emission)
        try fields.encode(alphaStake, forKey: .alphaStake)
        try fields.encode(taoStake, forKey: .taoStake)
    }
}
