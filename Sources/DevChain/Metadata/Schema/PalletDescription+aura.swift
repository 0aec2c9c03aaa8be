extension PalletDescription {
    /// The part of the real pallet that this chain has: bittensor 11.3.0 asks for the time of a slot, in milliseconds.
    static let aura = PalletDescription(
        name: "Aura", index: 3, module: "pallet_aura",
        storage: [
            .plain("CurrentSlot", .standard, "Slot")
        ],
        constants: [
            .init("SlotDuration", "u64", "e02e000000000000")
        ])
}
