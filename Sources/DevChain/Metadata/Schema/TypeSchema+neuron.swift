extension TypeSchema {
    /// The types that the runtime APIs on neurons, delegates and stake answer with.
    static let neuron = """
        struct pallet_subtensor::rpc_info::delegate_info::DelegateInfo<AccountId: AccountId32> {
            delegate_ss58: AccountId32, take: Compact<u16>, nominators: Vec<(AccountId32, Vec<(Compact<u16>,
            Compact<u64>)>)>, owner_ss58: AccountId32, registrations: Vec<Compact<u16>>,
            validator_permits: Vec<Compact<u16>>, return_per_1000: Compact<u64>, total_daily_return: Compact<u64> }
        struct pallet_subtensor::rpc_info::neuron_info::NeuronInfo<AccountId: AccountId32> { hotkey: AccountId32,
            coldkey: AccountId32, uid: Compact<u16>, netuid: Compact<u16>, active: bool, axon_info: AxonInfo,
            prometheus_info: PrometheusInfo, stake: Vec<(AccountId32, Compact<u64>)>, rank: Compact<u16>,
            emission: Compact<u64>, incentive: Compact<u16>, consensus: Compact<u16>, trust: Compact<u16>,
            validator_trust: Compact<u16>, dividends: Compact<u16>, last_update: Compact<u64>, validator_permit: bool,
            weights: Vec<(Compact<u16>, Compact<u16>)>, bonds: Vec<(Compact<u16>, Compact<u16>)>,
            pruning_score: Compact<u16> }
        struct pallet_subtensor::rpc_info::neuron_info::NeuronInfoLite<AccountId: AccountId32> {
            hotkey: AccountId32, coldkey: AccountId32, uid: Compact<u16>, netuid: Compact<u16>, active: bool,
            axon_info: AxonInfo, prometheus_info: PrometheusInfo, stake: Vec<(AccountId32, Compact<u64>)>,
            rank: Compact<u16>, emission: Compact<u64>, incentive: Compact<u16>, consensus: Compact<u16>,
            trust: Compact<u16>, validator_trust: Compact<u16>, dividends: Compact<u16>, last_update: Compact<u64>,
            validator_permit: bool, pruning_score: Compact<u16> }
        struct pallet_subtensor::rpc_info::stake_info::StakeInfo<AccountId: AccountId32> { hotkey: AccountId32,
            coldkey: AccountId32, netuid: Compact<u16>, stake: Compact<u64>, locked: Compact<u64>,
            emission: Compact<u64>, tao_emission: Compact<u64>, drain: Compact<u64>, is_registered: bool }
        """
}
