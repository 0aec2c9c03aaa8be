internal import Chain
internal import Keys

extension Execution {
    /// The least that is staked or taken back, in rao; a constant of the real chain.
    static let minimumStake: UInt64 = 500_000

    /// Turns balance into stake, one rao into one; the real chain has a price and a fee.
    mutating func addStake(_ arguments: CallArguments, coldkey: AccountID) throws(Refusal) {
        let hotkey = try arguments.account("hotkey")
        let netuid = try arguments.integer("netuid", UInt16.self)
        let amount = try arguments.integer("amount_staked", UInt64.self)
        try checkAddStake(amount, on: hotkey, netuid: netuid, coldkey: coldkey)
        take(amount, from: coldkey)
        change(hotkey, coldkey: coldkey, netuid: netuid, by: amount, adding: true)
        emit(
            "StakeAdded", .account(coldkey), .account(hotkey), .unsigned(UInt128(amount)),
            .unsigned(UInt128(amount)), .unsigned(UInt128(netuid)), .unsigned(0))
    }

    mutating func removeStake(_ arguments: CallArguments, coldkey: AccountID) throws(Refusal) {
        let hotkey = try arguments.account("hotkey")
        let netuid = try arguments.integer("netuid", UInt16.self)
        let amount = try arguments.integer("amount_unstaked", UInt64.self)
        try checkRemoveStake(amount, from: hotkey, netuid: netuid, coldkey: coldkey)
        change(hotkey, coldkey: coldkey, netuid: netuid, by: amount, adding: false)
        give(amount, to: coldkey)
        emit(
            "StakeRemoved", .account(coldkey), .account(hotkey), .unsigned(UInt128(amount)),
            .unsigned(UInt128(amount)), .unsigned(UInt128(netuid)), .unsigned(0))
    }

    func checkAddStake(
        _ amount: UInt64, on hotkey: AccountID, netuid: UInt16, coldkey: AccountID
    ) throws(Refusal) {
        guard state.value(Storage.networksAdded, netuid, or: false) else { throw .subtensor(.subnetNotExists) }
        guard amount >= Self.minimumStake else { throw .subtensor(.amountTooLow) }
        guard account(coldkey).free >= amount else { throw .subtensor(.notEnoughBalanceToStake) }
        guard state.value(Storage.owner, hotkey, or: .zero) != .zero else {
            throw .subtensor(.hotKeyAccountNotExists)
        }
    }

    func checkRemoveStake(
        _ amount: UInt64, from hotkey: AccountID, netuid: UInt16, coldkey: AccountID
    ) throws(Refusal) {
        guard state.value(Storage.networksAdded, netuid, or: false) else { throw .subtensor(.subnetNotExists) }
        guard state.value(Storage.owner, hotkey, or: .zero) != .zero else {
            throw .subtensor(.hotKeyAccountNotExists)
        }
        guard amount > 0 else { throw .subtensor(.amountTooLow) }
        let share = state.value(Storage.alpha, hotkey, coldkey, netuid, or: 0) >> 64
        guard share >= UInt128(amount) else { throw .subtensor(.notEnoughStakeToWithdraw) }
    }

    private mutating func change(
        _ hotkey: AccountID, coldkey: AccountID, netuid: UInt16, by amount: UInt64, adding: Bool
    ) {
        var ledger = StakeLedger(state: state)
        ledger.change(hotkey, coldkey: coldkey, netuid: netuid, by: amount, adding: adding)
        var registry = NeuronRegistry(state: ledger.state, parameters: parameters)
        for network in Self.subnets(ledger.state) where netuid == 0 || network == netuid {
            registry.refreshPermits(network)
        }
        state = registry.state
    }

    /// The netuids that exist, in order.
    static func subnets(_ state: ChainState) -> [UInt16] {
        state.keys(prefix: Storage.networksAdded.prefix, count: .max)
            .compactMap { key in
                guard key.count == 34, state[key] == [1] else { return nil }
                return UInt16(key[32]) | UInt16(key[33]) << 8
            }
            .sorted()
    }
}
