extension PalletDescription {
    /// The part of the real pallet that this chain has.
    static let balances = PalletDescription(
        name: "Balances", index: 5, module: "pallet_balances", generics: ["T", "I"],
        calls: [
            .init(0, "transfer_allow_death", "dest: MultiAddress, value: Compact<u64>"),
            .init(3, "transfer_keep_alive", "dest: MultiAddress, value: Compact<u64>"),
        ],
        storage: [
            .plain("TotalIssuance", .standard, "u64")
        ],
        events: [
            .init(0, "Endowed", "{ account: AccountId32, free_balance: u64 }"),
            .init(1, "DustLost", "{ account: AccountId32, amount: u64 }"),
            .init(2, "Transfer", "{ from: AccountId32, to: AccountId32, amount: u64 }"),
            .init(3, "BalanceSet", "{ who: AccountId32, free: u64 }"),
            .init(4, "Reserved", "{ who: AccountId32, amount: u64 }"),
            .init(5, "Unreserved", "{ who: AccountId32, amount: u64 }"),
            .init(
                6, "ReserveRepatriated",
                "{ from: AccountId32, to: AccountId32, amount: u64, destination_status: BalanceStatus }"),
            .init(7, "Deposit", "{ who: AccountId32, amount: u64 }"),
            .init(8, "Withdraw", "{ who: AccountId32, amount: u64 }"),
            .init(9, "Slashed", "{ who: AccountId32, amount: u64 }"),
            .init(10, "Minted", "{ who: AccountId32, amount: u64 }"),
            .init(11, "Burned", "{ who: AccountId32, amount: u64 }"),
            .init(12, "Suspended", "{ who: AccountId32, amount: u64 }"),
            .init(13, "Restored", "{ who: AccountId32, amount: u64 }"),
            .init(14, "Upgraded", "{ who: AccountId32 }"),
            .init(15, "Issued", "{ amount: u64 }"),
            .init(16, "Rescinded", "{ amount: u64 }"),
            .init(17, "Locked", "{ who: AccountId32, amount: u64 }"),
            .init(18, "Unlocked", "{ who: AccountId32, amount: u64 }"),
            .init(19, "Frozen", "{ who: AccountId32, amount: u64 }"),
            .init(20, "Thawed", "{ who: AccountId32, amount: u64 }"),
            .init(21, "TotalIssuanceForced", "{ old: u64, new: u64 }"),
        ],
        errors: [
            .init(0, "VestingBalance"),
            .init(1, "LiquidityRestrictions"),
            .init(2, "InsufficientBalance", "The account has less than it wants to send."),
            .init(3, "ExistentialDeposit", "The amount is too small to open an account."),
            .init(4, "Expendability", "The transfer would end the sender's account."),
            .init(5, "ExistingVestingSchedule"),
            .init(6, "DeadAccount"),
            .init(7, "TooManyReserves"),
            .init(8, "TooManyHolds"),
            .init(9, "TooManyFreezes"),
            .init(10, "IssuanceDeactivated"),
            .init(11, "DeltaZero"),
        ],
        constants: [
            .init("ExistentialDeposit", "u64", "f401000000000000")
        ])
}
