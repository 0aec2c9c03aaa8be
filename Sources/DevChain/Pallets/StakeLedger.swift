internal import Chain
internal import Keys

/// Stake as the storage keeps it: shares of a coldkey in a hotkey, which here are always worth one each.
struct StakeLedger {
    var state: ChainState

    mutating func change(
        _ hotkey: AccountID, coldkey: AccountID, netuid: UInt16, by amount: UInt64, adding: Bool
    ) {
        // Shares have 64 fractional bits.
        let shares = UInt128(amount) << 64
        let alpha = state.value(Storage.hotkeyAlpha, hotkey, netuid, or: 0)
        state.set(Storage.hotkeyAlpha, hotkey, netuid, to: Self.sum(alpha, amount, adding))
        let total = state.value(Storage.hotkeyShares, hotkey, netuid, or: 0)
        state.set(Storage.hotkeyShares, hotkey, netuid, to: Self.sum(total, shares, adding))
        let own = state.value(Storage.alpha, hotkey, coldkey, netuid, or: 0)
        let left = Self.sum(own, shares, adding)
        state.set(Storage.alpha, hotkey, coldkey, netuid, to: left == 0 ? nil : left)
        let out = state.value(Storage.subnetAlphaOut, netuid, or: 0)
        state.set(Storage.subnetAlphaOut, netuid, to: Self.sum(out, amount, adding))
        state.set(Storage.totalStake, to: Self.sum(state.value(Storage.totalStake, or: 0), amount, adding))
        var hotkeys = state.value(Storage.stakingHotkeys, coldkey, or: [])
        if adding, !hotkeys.contains(hotkey) {
            hotkeys.append(hotkey)
            state.set(Storage.stakingHotkeys, coldkey, to: hotkeys)
        }
    }

    /// Never wraps: it ends at zero and at the largest number.
    private static func sum<T: FixedWidthInteger & UnsignedInteger>(_ old: T, _ change: T, _ adding: Bool) -> T {
        guard adding else { return old - min(change, old) }
        let (sum, overflow) = old.addingReportingOverflow(change)
        return overflow ? .max : sum
    }
}
