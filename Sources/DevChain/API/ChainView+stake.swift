internal import Chain
internal import Keys

extension ChainView {
    /// The methods of StakeInfoRuntimeApi.
    func stakeInfo(_ method: String, _ arguments: [ScaleValue]) -> ScaleValue? {
        switch method {
        case "get_stake_info_for_coldkey":
            return arguments.first?.account.map { .list(stakes(of: $0)) }
        case "get_stake_info_for_coldkeys":
            let coldkeys = (arguments.first?.list ?? []).compactMap(\.account)
            return .list(coldkeys.map { .list([.account($0), .list(stakes(of: $0))]) })
        case "get_stake_info_for_hotkey_coldkey_netuid":
            guard arguments.count == 3, let hotkey = arguments[0].account, let coldkey = arguments[1].account,
                let netuid = arguments[2].unsigned.flatMap({ UInt16(exactly: $0) })
            else { return nil }
            return ScaleValue.some(stake(hotkey, coldkey, netuid))
        // Moving stake costs nothing but the fee of the extrinsic.
        default: return .unsigned(0)
        }
    }

    private func stakes(of coldkey: AccountID) -> [ScaleValue] {
        let subnets = Execution.subnets(state)
        return state.value(Storage.stakingHotkeys, coldkey, or: []).flatMap { hotkey in
            subnets.filter { amount(hotkey, coldkey, $0) > 0 }.map { stake(hotkey, coldkey, $0) }
        }
    }

    private func amount(_ hotkey: AccountID, _ coldkey: AccountID, _ netuid: UInt16) -> UInt128 {
        state.value(Storage.alpha, hotkey, coldkey, netuid, or: 0) >> 64
    }

    private func stake(_ hotkey: AccountID, _ coldkey: AccountID, _ netuid: UInt16) -> ScaleValue {
        .fields([
            "hotkey": .account(hotkey), "coldkey": .account(coldkey), "netuid": .unsigned(UInt128(netuid)),
            "stake": .unsigned(amount(hotkey, coldkey, netuid)), "locked": .unsigned(0), "emission": .unsigned(0),
            "tao_emission": .unsigned(0), "drain": .unsigned(0),
            "is_registered": .bool(state.value(Storage.isMember, hotkey, netuid, or: false)),
        ])
    }
}
