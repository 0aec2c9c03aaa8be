extension TypeSchema {
    /// The types that the runtime APIs on subnets answer with.
    static let subnet = """
        struct pallet_subtensor::rpc_info::subnet_info::SubnetInfo<AccountId: AccountId32> { netuid: Compact<u16>,
            rho: Compact<u16>, kappa: Compact<u16>, difficulty: Compact<u64>, immunity_period: Compact<u16>,
            max_allowed_validators: Compact<u16>, min_allowed_weights: Compact<u16>, max_weights_limit: Compact<u16>,
            scaling_law_power: Compact<u16>, subnetwork_n: Compact<u16>, max_allowed_uids: Compact<u16>,
            blocks_since_last_step: Compact<u64>, tempo: Compact<u16>, network_modality: Compact<u16>,
            network_connect: Vec<[u16; 2]>, emission_values: Compact<u64>, burn: Compact<u64>, owner: AccountId32 }
        struct pallet_subtensor::rpc_info::subnet_info::SubnetInfov2<AccountId: AccountId32> {
            netuid: Compact<u16>, rho: Compact<u16>, kappa: Compact<u16>, difficulty: Compact<u64>,
            immunity_period: Compact<u16>, max_allowed_validators: Compact<u16>, min_allowed_weights: Compact<u16>,
            max_weights_limit: Compact<u16>, scaling_law_power: Compact<u16>, subnetwork_n: Compact<u16>,
            max_allowed_uids: Compact<u16>, blocks_since_last_step: Compact<u64>, tempo: Compact<u16>,
            network_modality: Compact<u16>, network_connect: Vec<[u16; 2]>, emission_value: Compact<u64>,
            burn: Compact<u64>, owner: AccountId32, identity: Option<SubnetIdentityV3> }
        struct pallet_subtensor::rpc_info::subnet_info::SubnetHyperparams { rho: Compact<u16>,
            kappa: Compact<u16>, immunity_period: Compact<u16>, min_allowed_weights: Compact<u16>,
            max_weights_limit: Compact<u16>, tempo: Compact<u16>, min_difficulty: Compact<u64>,
            max_difficulty: Compact<u64>, weights_version: Compact<u64>, weights_rate_limit: Compact<u64>,
            adjustment_interval: Compact<u16>, activity_cutoff: Compact<u16>, registration_allowed: bool,
            target_regs_per_interval: Compact<u16>, min_burn: Compact<u64>, max_burn: Compact<u64>,
            bonds_moving_avg: Compact<u64>, max_regs_per_block: Compact<u16>, serving_rate_limit: Compact<u64>,
            max_validators: Compact<u16>, adjustment_alpha: Compact<u64>, difficulty: Compact<u64>,
            commit_reveal_period: Compact<u64>, commit_reveal_weights_enabled: bool, alpha_high: Compact<u16>,
            alpha_low: Compact<u16>, liquid_alpha_enabled: bool }
        struct pallet_subtensor::rpc_info::subnet_info::SubnetHyperparamsV2 { rho: Compact<u16>,
            kappa: Compact<u16>, immunity_period: Compact<u16>, min_allowed_weights: Compact<u16>,
            max_weights_limit: Compact<u16>, tempo: Compact<u16>, min_difficulty: Compact<u64>,
            max_difficulty: Compact<u64>, weights_version: Compact<u64>, weights_rate_limit: Compact<u64>,
            adjustment_interval: Compact<u16>, activity_cutoff: Compact<u16>, registration_allowed: bool,
            target_regs_per_interval: Compact<u16>, min_burn: Compact<u64>, max_burn: Compact<u64>,
            bonds_moving_avg: Compact<u64>, max_regs_per_block: Compact<u16>, serving_rate_limit: Compact<u64>,
            max_validators: Compact<u16>, adjustment_alpha: Compact<u64>, difficulty: Compact<u64>,
            commit_reveal_period: Compact<u64>, commit_reveal_weights_enabled: bool, alpha_high: Compact<u16>,
            alpha_low: Compact<u16>, liquid_alpha_enabled: bool, alpha_sigmoid_steepness: I32F32,
            yuma_version: Compact<u16>, subnet_is_active: bool, transfers_enabled: bool, bonds_reset_enabled: bool,
            user_liquidity_enabled: bool }
        struct pallet_subtensor::rpc_info::dynamic_info::DynamicInfo<AccountId: AccountId32> {
            netuid: Compact<u16>, owner_hotkey: AccountId32, owner_coldkey: AccountId32,
            subnet_name: Vec<Compact<u8>>, token_symbol: Vec<Compact<u8>>, tempo: Compact<u16>,
            last_step: Compact<u64>, blocks_since_last_step: Compact<u64>, emission: Compact<u64>,
            alpha_in: Compact<u64>, alpha_out: Compact<u64>, tao_in: Compact<u64>, alpha_out_emission: Compact<u64>,
            alpha_in_emission: Compact<u64>, tao_in_emission: Compact<u64>, pending_alpha_emission: Compact<u64>,
            pending_root_emission: Compact<u64>, subnet_volume: Compact<u128>, network_registered_at: Compact<u64>,
            subnet_identity: Option<SubnetIdentityV3>, moving_price: I96F32 }
        struct pallet_subtensor::rpc_info::show_subnet::SubnetState<AccountId: AccountId32> {
            netuid: Compact<u16>, hotkeys: Vec<AccountId32>, coldkeys: Vec<AccountId32>, active: Vec<bool>,
            validator_permit: Vec<bool>, pruning_score: Vec<Compact<u16>>, last_update: Vec<Compact<u64>>,
            emission: Vec<Compact<u64>>, dividends: Vec<Compact<u16>>, incentives: Vec<Compact<u16>>,
            consensus: Vec<Compact<u16>>, trust: Vec<Compact<u16>>, rank: Vec<Compact<u16>>,
            block_at_registration: Vec<Compact<u64>>, alpha_stake: Vec<Compact<u64>>, tao_stake: Vec<Compact<u64>>,
            total_stake: Vec<Compact<u64>>, emission_history: Vec<Vec<Compact<u64>>> }
        """
}
