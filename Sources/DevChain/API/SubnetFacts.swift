internal import Chain
internal import Keys

/// What this chain knows of a subnet, under the names of the fields in which the runtime APIs tell it.
///
/// Emissions and what follows from them are zero here, and a field without a fact is zero.
struct SubnetFacts {
    private let view: ChainView
    private let netuid: UInt16
    private let own: [String: ScaleValue]

    init(_ view: ChainView, netuid: UInt16) {
        self.view = view
        self.netuid = netuid
        own = Self.subnet(view, netuid).merging(Self.neurons(view, netuid)) { first, _ in first }
    }

    /// The value of a field; nil when nothing is known of it.
    subscript(_ field: String) -> ScaleValue? {
        if let fact = own[field] { return fact }
        return Self.settings[field].flatMap { Self.stored(view, $0, netuid) }
    }

    /// Fields that are a storage item of the subnet, with its default where it is absent.
    private static let settings = [
        "tempo": "Tempo", "rho": "Rho", "kappa": "Kappa", "min_allowed_weights": "MinAllowedWeights",
        "max_weights_limit": "MaxWeightsLimit", "weights_version": "WeightsVersionKey",
        "weights_rate_limit": "WeightsSetRateLimit", "activity_cutoff": "ActivityCutoff",
        "max_validators": "MaxAllowedValidators", "max_allowed_validators": "MaxAllowedValidators",
        "num_uids": "SubnetworkN", "subnetwork_n": "SubnetworkN", "max_uids": "MaxAllowedUids",
        "max_allowed_uids": "MaxAllowedUids", "burn": "Burn", "min_burn": "MinBurn", "max_burn": "MaxBurn",
        "difficulty": "Difficulty", "min_difficulty": "MinDifficulty", "max_difficulty": "MaxDifficulty",
        "registration_allowed": "NetworkRegistrationAllowed",
        "pow_registration_allowed": "NetworkPowRegistrationAllowed", "immunity_period": "ImmunityPeriod",
        "adjustment_alpha": "AdjustmentAlpha", "adjustment_interval": "AdjustmentInterval",
        "target_regs_per_interval": "TargetRegistrationsPerInterval",
        "max_regs_per_block": "MaxRegistrationsPerBlock", "serving_rate_limit": "ServingRateLimit",
        "commit_reveal_weights_enabled": "CommitRevealWeightsEnabled",
        "commit_reveal_period": "RevealPeriodEpochs", "liquid_alpha_enabled": "LiquidAlphaOn",
        "bonds_moving_avg": "BondsMovingAverage", "network_registered_at": "NetworkRegisteredAt",
        "owner": "SubnetOwner", "owner_coldkey": "SubnetOwner", "owner_hotkey": "SubnetOwnerHotkey",
        "subnet_volume": "SubnetVolume", "tao_in": "SubnetTAO", "alpha_in": "SubnetAlphaIn",
        "alpha_out": "SubnetAlphaOut", "subnet_is_active": "SubtokenEnabled", "transfers_enabled": "TransferToggle",
        "bonds_reset_enabled": "BondsResetOn",
    ]

    private static func subnet(_ view: ChainView, _ netuid: UInt16) -> [String: ScaleValue] {
        let block = view.context.number
        let age = EpochClock(view.state, netuid: netuid).age(block)
        let identity = view.state.value(Storage.identity, netuid)
        let name = text(identity?.texts.first ?? Array((netuid == 0 ? "root" : "").utf8))
        let symbol = text(view.state.value(Storage.tokenSymbol, netuid, or: []))
        let alpha = stored(view, "AlphaValues", netuid)?.list ?? []
        return [
            "netuid": .unsigned(UInt128(netuid)), "block": .unsigned(UInt128(block)), "name": name,
            "subnet_name": name, "symbol": symbol, "token_symbol": symbol,
            "identity": Self.identity(identity), "subnet_identity": Self.identity(identity),
            "blocks_since_last_step": .unsigned(UInt128(age)), "last_step": .unsigned(UInt128(block - min(age, block))),
            // One rao of the subnet's token is one rao of TAO; 32 fractional bits.
            "moving_price": .fields(["bits": .signed(1 << 32)]),
            "alpha_low": alpha.first ?? .unsigned(0), "alpha_high": alpha.last ?? .unsigned(0),
            "alpha_sigmoid_steepness": .fields(["bits": .signed(1000 << 32)]),
            "yuma_version": .unsigned(2), "scaling_law_power": .unsigned(50),
        ]
    }

    private static func neurons(_ view: ChainView, _ netuid: UInt16) -> [String: ScaleValue] {
        let neurons = NeuronView(view.state, netuid: netuid)
        let uids = neurons.hotkeys.indices
        func list<Value>(_ values: [Value], _ value: (Value) -> ScaleValue) -> ScaleValue { .list(values.map(value)) }
        func share(_ position: Int) -> ScaleValue { list(neurons.shares[position]) { .unsigned(UInt128($0)) } }
        func numbers(_ values: [UInt64]) -> ScaleValue { list(values) { .unsigned(UInt128($0)) } }
        let nothing = list(neurons.hotkeys) { .list([.account($0), .unsigned(0)]) }
        let permitted = uids.filter { neurons.permits[$0] }
        return [
            "hotkeys": list(neurons.hotkeys) { .account($0) }, "coldkeys": list(neurons.coldkeys) { .account($0) },
            "identities": list(neurons.hotkeys) { _ in ScaleValue.none }, "axons": list(neurons.axons, axon),
            "active": list(neurons.active) { .bool($0) }, "validator_permit": list(neurons.permits) { .bool($0) },
            "last_update": numbers(neurons.lastUpdate), "emission": numbers(neurons.emission),
            "rank": share(0), "trust": share(1), "consensus": share(2), "incentives": share(3),
            "dividends": share(4), "pruning_score": share(6),
            "block_at_registration": list(Array(uids)) { uid in
                let uid = UInt16(truncatingIfNeeded: uid)
                return .unsigned(UInt128(view.state.value(Storage.registeredAt, netuid, uid, or: 0)))
            },
            "alpha_stake": numbers(neurons.stakes.map(\.alpha)), "tao_stake": numbers(neurons.stakes.map(\.tao)),
            "total_stake": numbers(neurons.stakes.map(\.total)),
            "emission_history": .list([numbers(neurons.emission)]), "tao_dividends_per_hotkey": nothing,
            "alpha_dividends_per_hotkey": nothing,
            "validators": list(permitted) { .unsigned(UInt128(UInt(bitPattern: $0))) },
        ]
    }

    private static func axon(_ axon: AxonRecord) -> ScaleValue {
        .fields([
            "block": .unsigned(UInt128(axon.block)), "version": .unsigned(UInt128(axon.version)),
            "ip": .unsigned(axon.ip), "port": .unsigned(UInt128(axon.port)),
            "ip_type": .unsigned(UInt128(axon.ipType)), "protocol": .unsigned(UInt128(axon.protocolNumber)),
            "placeholder1": .unsigned(UInt128(axon.placeholder1)),
            "placeholder2": .unsigned(UInt128(axon.placeholder2)),
        ])
    }

    private static func identity(_ identity: IdentityRecord?) -> ScaleValue {
        guard let identity else { return ScaleValue.none }
        let names = [
            "subnet_name", "github_repo", "subnet_contact", "subnet_url", "discord", "description", "logo_url",
            "additional",
        ]
        return ScaleValue.some(.record(names: names, values: identity.texts.map { .bytes($0) }))
    }

    private static func stored(_ view: ChainView, _ item: String, _ netuid: UInt16) -> ScaleValue? {
        let metadata = view.runtime.metadata
        guard let key = try? metadata.storageKey("SubtensorModule", item, [.unsigned(UInt128(netuid))]) else {
            return nil
        }
        return try? metadata.storageValue("SubtensorModule", item, view.state[key])
    }

    /// Names are lists of compact bytes on the wire.
    private static func text(_ bytes: [UInt8]) -> ScaleValue { .list(bytes.map { .unsigned(UInt128($0)) }) }
}
