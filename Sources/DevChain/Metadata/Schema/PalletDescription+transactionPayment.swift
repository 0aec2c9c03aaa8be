extension PalletDescription {
    /// The part of the real pallet that this chain has.
    static let transactionPayment = PalletDescription(
        name: "TransactionPayment", index: 6, module: "pallet_transaction_payment", generics: ["T"],
        storage: [
            .plain("NextFeeMultiplier", .standard, "FixedU128", "000064a7b3b6e00d0000000000000000")
        ],
        events: [
            .init(0, "TransactionFeePaid", "{ who: AccountId32, actual_fee: u64, tip: u64 }")
        ],
        constants: [
            .init("OperationalFeeMultiplier", "u8", "05")
        ])
}
