extension APIDescription {
    /// The runtime APIs that this chain answers, with the versions of the real ones.
    static let all: [APIDescription] = [
        APIDescription(
            name: "Core", version: 5,
            methods: [
                .init("version", "", "RuntimeVersion")
            ]),
        APIDescription(
            name: "Metadata", version: 2,
            methods: [
                .init("metadata", "", "OpaqueMetadata"),
                .init("metadata_at_version", "version: u32", "Option<OpaqueMetadata>"),
                .init("metadata_versions", "", "Vec<u32>"),
            ]),
        APIDescription(
            name: "AccountNonceApi", version: 1,
            methods: [
                .init("account_nonce", "account: AccountId32", "u32")
            ]),
        APIDescription(
            name: "TransactionPaymentApi", version: 4,
            methods: [
                .init("query_info", "uxt: UncheckedExtrinsic, len: u32", "RuntimeDispatchInfo"),
                .init("query_fee_details", "uxt: UncheckedExtrinsic, len: u32", "FeeDetails"),
                .init("query_weight_to_fee", "weight: Weight", "u64"),
                .init("query_length_to_fee", "length: u32", "u64"),
            ]),
        APIDescription(
            name: "DelegateInfoRuntimeApi", version: 1,
            methods: [
                .init("get_delegates", "", "Vec<DelegateInfo>"),
                .init("get_delegate", "delegate_account: AccountId32", "Option<DelegateInfo>"),
                .init(
                    "get_delegated", "delegatee_account: AccountId32",
                    "Vec<(DelegateInfo, (Compact<u16>, Compact<u64>))>"),
            ]),
        APIDescription(
            name: "NeuronInfoRuntimeApi", version: 1,
            methods: [
                .init("get_neurons", "netuid: u16", "Vec<NeuronInfo>"),
                .init("get_neuron", "netuid: u16, uid: u16", "Option<NeuronInfo>"),
                .init("get_neurons_lite", "netuid: u16", "Vec<NeuronInfoLite>"),
                .init("get_neuron_lite", "netuid: u16, uid: u16", "Option<NeuronInfoLite>"),
            ]),
        APIDescription(
            name: "SubnetInfoRuntimeApi", version: 1,
            methods: [
                .init("get_subnet_info", "netuid: u16", "Option<SubnetInfo>"),
                .init("get_subnets_info", "", "Vec<Option<SubnetInfo>>"),
                .init("get_subnet_info_v2", "netuid: u16", "Option<SubnetInfov2>"),
                .init("get_subnets_info_v2", "", "Vec<Option<SubnetInfov2>>"),
                .init("get_subnet_hyperparams", "netuid: u16", "Option<SubnetHyperparams>"),
                .init("get_subnet_hyperparams_v2", "netuid: u16", "Option<SubnetHyperparamsV2>"),
                .init("get_all_dynamic_info", "", "Vec<Option<DynamicInfo>>"),
                .init("get_all_metagraphs", "", "Vec<Option<Metagraph>>"),
                .init("get_metagraph", "netuid: u16", "Option<Metagraph>"),
                .init("get_all_mechagraphs", "", "Vec<Option<Metagraph>>"),
                .init("get_mechagraph", "netuid: u16, mecid: u8", "Option<Metagraph>"),
                .init("get_dynamic_info", "netuid: u16", "Option<DynamicInfo>"),
                .init("get_subnet_state", "netuid: u16", "Option<SubnetState>"),
                .init(
                    "get_selective_metagraph", "netuid: u16, metagraph_indexes: Vec<u16>",
                    "Option<SelectiveMetagraph>"),
                .init("get_coldkey_auto_stake_hotkey", "coldkey: AccountId32, netuid: u16", "Option<AccountId32>"),
                .init(
                    "get_selective_mechagraph", "netuid: u16, subid: u8, metagraph_indexes: Vec<u16>",
                    "Option<SelectiveMetagraph>"),
                .init("get_subnet_to_prune", "", "Option<u16>"),
            ]),
        APIDescription(
            name: "StakeInfoRuntimeApi", version: 1,
            methods: [
                .init("get_stake_info_for_coldkey", "coldkey_account: AccountId32", "Vec<StakeInfo>"),
                .init(
                    "get_stake_info_for_coldkeys", "coldkey_accounts: Vec<AccountId32>",
                    "Vec<(AccountId32, Vec<StakeInfo>)>"),
                .init(
                    "get_stake_info_for_hotkey_coldkey_netuid",
                    "hotkey_account: AccountId32, coldkey_account: AccountId32, netuid: u16", "Option<StakeInfo>"),
                .init(
                    "get_stake_fee",
                    """
                    origin: Option<(AccountId32, u16)>, origin_coldkey_account: AccountId32, \
                    destination: Option<(AccountId32, u16)>, destination_coldkey_account: AccountId32, amount: u64
                    """,
                    "u64"),
            ]),
        APIDescription(
            name: "SubnetRegistrationRuntimeApi", version: 1,
            methods: [
                .init("get_network_registration_cost", "", "u64")
            ]),
        APIDescription(
            name: "SwapRuntimeApi", version: 1,
            methods: [
                .init("current_alpha_price", "netuid: u16", "u64"),
                .init("sim_swap_tao_for_alpha", "netuid: u16, tao: u64", "SimSwapResult"),
                .init("sim_swap_alpha_for_tao", "netuid: u16, alpha: u64", "SimSwapResult"),
            ]),
    ]
}
