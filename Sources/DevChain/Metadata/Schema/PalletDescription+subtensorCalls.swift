extension PalletDescription {
    /// The calls of SubtensorModule; `register_limit` is younger than the recorded runtime, and one SDK asks for it.
    static let subtensorCalls: [Call] = [
        .init(0, "set_weights", "netuid: u16, dests: Vec<u16>, weights: Vec<u16>, version_key: u64"),
        .init(
            119, "set_mechanism_weights",
            "netuid: u16, mecid: u8, dests: Vec<u16>, weights: Vec<u16>, version_key: u64"),
        .init(96, "commit_weights", "netuid: u16, commit_hash: H256"),
        .init(115, "commit_mechanism_weights", "netuid: u16, mecid: u8, commit_hash: H256"),
        .init(97, "reveal_weights", "netuid: u16, uids: Vec<u16>, values: Vec<u16>, salt: Vec<u16>, version_key: u64"),
        .init(
            116, "reveal_mechanism_weights",
            "netuid: u16, mecid: u8, uids: Vec<u16>, values: Vec<u16>, salt: Vec<u16>, version_key: u64"),
        .init(2, "add_stake", "hotkey: AccountId32, netuid: u16, amount_staked: u64"),
        .init(3, "remove_stake", "hotkey: AccountId32, netuid: u16, amount_unstaked: u64"),
        .init(
            4, "serve_axon",
            """
            netuid: u16, version: u32, ip: u128, port: u16, ip_type: u8, protocol: u8, placeholder1: u8, \
            placeholder2: u8
            """),
        .init(
            40, "serve_axon_tls",
            """
            netuid: u16, version: u32, ip: u128, port: u16, ip_type: u8, protocol: u8, placeholder1: u8, \
            placeholder2: u8, certificate: Vec<u8>
            """),
        .init(5, "serve_prometheus", "netuid: u16, version: u32, ip: u128, port: u16, ip_type: u8"),
        .init(
            6, "register",
            "netuid: u16, block_number: u64, nonce: u64, work: Vec<u8>, hotkey: AccountId32, coldkey: AccountId32"),
        .init(7, "burned_register", "netuid: u16, hotkey: AccountId32"),
        .init(
            113, "commit_timelocked_weights",
            "netuid: u16, commit: BoundedVec<u8>, reveal_round: u64, commit_reveal_version: u16"),
        .init(
            118, "commit_timelocked_mechanism_weights",
            "netuid: u16, mecid: u8, commit: BoundedVec<u8>, reveal_round: u64, commit_reveal_version: u16"),
        .init(134, "register_limit", "netuid: u16, hotkey: AccountId32, limit_price: u64"),
    ]
}
