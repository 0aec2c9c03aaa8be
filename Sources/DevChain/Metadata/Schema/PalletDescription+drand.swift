extension PalletDescription {
    /// The part of the real pallet that this chain has.
    static let drand = PalletDescription(
        name: "Drand", index: 26, module: "pallet_drand", generics: ["T"],
        storage: [
            .plain("LastStoredRound", .standard, "u64")
        ],
        errors: [
            .init(0, "NoneValue"),
            .init(1, "StorageOverflow"),
            .init(2, "DrandConnectionFailure"),
            .init(3, "UnverifiedPulse"),
            .init(4, "InvalidRoundNumber"),
            .init(5, "PulseVerificationError"),
        ])
}
