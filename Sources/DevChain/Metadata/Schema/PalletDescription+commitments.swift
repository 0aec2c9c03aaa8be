internal import Chain

extension PalletDescription {
    /// The part of the real pallet that this chain has.
    static let commitments = PalletDescription(
        name: "Commitments", index: 18, module: "pallet_commitments", generics: ["T"],
        storage: [
            .map("CommitmentOf", .optional, [.identity, .twox64Concat], "(u16, AccountId32)", "Registration"),
            .map("LastCommitment", .optional, [.identity, .twox64Concat], "(u16, AccountId32)", "u32"),
            .map(
                "RevealedCommitments", .optional, [.identity, .twox64Concat], "(u16, AccountId32)",
                "Vec<(Vec<u8>, u64)>"),
        ],
        errors: [
            .init(0, "TooManyFieldsInCommitmentInfo"),
            .init(1, "AccountNotAllowedCommit"),
            .init(2, "SpaceLimitExceeded"),
            .init(3, "UnexpectedUnreserveLeftover"),
        ])
}
