extension PalletDescription {
    /// The part of the real SubtensorModule that this chain has.
    static let subtensor = PalletDescription(
        name: "SubtensorModule", index: 7, module: "pallet_subtensor", calls: subtensorCalls,
        storage: subtensorStorage, events: subtensorEvents, errors: subtensorErrors, constants: subtensorConstants)

    private static let subtensorEvents: [Event] = [
        .init(0, "NetworkAdded", "(u16, u16)"),
        .init(2, "StakeAdded", "(AccountId32, AccountId32, u64, u64, u16, u64)"),
        .init(3, "StakeRemoved", "(AccountId32, AccountId32, u64, u64, u16, u64)"),
        .init(5, "WeightsSet", "(u16, u16)"),
        .init(6, "NeuronRegistered", "(u16, u16, AccountId32)"),
        .init(28, "AxonServed", "(u16, AccountId32)"),
        .init(29, "PrometheusServed", "(u16, AccountId32)"),
        .init(78, "CRV3WeightsCommitted", "(AccountId32, u16, H256)"),
        .init(79, "WeightsCommitted", "(AccountId32, u16, H256)"),
        .init(80, "WeightsRevealed", "(AccountId32, u16, H256)"),
        .init(101, "TimelockedWeightsCommitted", "(AccountId32, u16, H256, u64)"),
    ]

    private static let subtensorConstants: [Value] = [
        .init("InitialMinAllowedWeights", "u16", "0004"),
        .init("InitialTempo", "u16", "6801"),
        .init("InitialBurn", "u64", "00e1f50500000000"),
        .init("InitialMaxAllowedUids", "u16", "0010"),
        .init("InitialImmunityPeriod", "u16", "0010"),
        .init("InitialMaxAllowedValidators", "u16", "8000"),
        .init("InitialServingRateLimit", "u64", "3200000000000000"),
        .init("InitialTaoWeight", "u64", "fc62e03efa3c7c0d"),
    ]
}
