internal import Chain
internal import Keys

extension PalletDescription {
    /// The part of the real pallet that this chain has.
    static let system = PalletDescription(
        name: "System", index: 0, module: "frame_system", generics: ["T"],
        calls: [
            .init(0, "remark", "remark: Vec<u8>"),
            .init(7, "remark_with_event", "remark: Vec<u8>"),
        ],
        storage: [
            .map(
                "Account", .standard, [.blake2_128Concat], "AccountId32", "AccountInfo",
                String(repeating: "00", count: 55) + "80"),
            .plain("ExtrinsicCount", .optional, "u32"),
            .map("BlockHash", .standard, [.twox64Concat], "u32", "H256"),
            .plain("Number", .standard, "u32"),
            .plain("ParentHash", .standard, "H256"),
            .plain("Digest", .standard, "Digest"),
            .plain("Events", .standard, "Vec<EventRecord>"),
            .plain("EventCount", .standard, "u32"),
        ],
        events: [
            .init(0, "ExtrinsicSuccess", "{ dispatch_info: DispatchEventInfo }"),
            .init(1, "ExtrinsicFailed", "{ dispatch_error: DispatchError, dispatch_info: DispatchEventInfo }"),
            .init(2, "CodeUpdated", ""),
            .init(3, "NewAccount", "{ account: AccountId32 }"),
            .init(4, "KilledAccount", "{ account: AccountId32 }"),
            .init(5, "Remarked", "{ sender: AccountId32, hash: H256 }"),
            .init(6, "UpgradeAuthorized", "{ code_hash: H256, check_version: bool }"),
            .init(7, "RejectedInvalidAuthorizedUpgrade", "{ code_hash: H256, error: DispatchError }"),
        ],
        errors: [
            .init(0, "InvalidSpecName"),
            .init(1, "SpecVersionNeedsToIncrease"),
            .init(2, "FailedToExtractRuntimeVersion"),
            .init(3, "NonDefaultComposite"),
            .init(4, "NonZeroRefCount"),
            .init(5, "CallFiltered", "This call is not allowed from this origin."),
            .init(6, "MultiBlockMigrationsOngoing"),
            .init(7, "NothingAuthorized"),
            .init(8, "Unauthorized"),
        ],
        constants: [
            .init("BlockHashCount", "u32", "60090000"),
            .init("Version", "RuntimeVersion", Hex.encode(DevRuntime.version.encoded)),
            .init("DbWeight", "RuntimeDbWeight", "40787d010000000000e1f50500000000"),
            .init("SS58Prefix", "u16", "2a00"),
        ])
}
