extension PalletDescription {
    /// The part of the real pallet that this chain has.
    static let timestamp = PalletDescription(
        name: "Timestamp", index: 2, module: "pallet_timestamp", generics: ["T"],
        calls: [
            .init(0, "set", "now: Compact<u64>")
        ],
        storage: [
            .plain("Now", .standard, "u64"),
            .plain("DidUpdate", .standard, "bool"),
        ],
        constants: [
            .init("MinimumPeriod", "u64", "7017000000000000")
        ])
}
