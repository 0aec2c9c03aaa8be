package import Keys

/// What the runtime says about the stakes of one subnet: the parts of `SubnetState` that the stake rule needs.
package struct SubnetStakes: Sendable, Equatable {
    package var netuid: UInt16
    /// One per uid, as all that follow.
    package var hotkeys: [AccountID]
    /// In rao of the subnet's own token.
    package var alpha: [UInt64]
    /// In rao.
    package var tao: [UInt64]
    /// In rao: what the reference program calls `S`.
    package var total: [UInt64]

    package init(netuid: UInt16, hotkeys: [AccountID], alpha: [UInt64], tao: [UInt64], total: [UInt64]) {
        self.netuid = netuid
        self.hotkeys = hotkeys
        self.alpha = alpha
        self.tao = tao
        self.total = total
    }

    /// What the neuron with `uid` has; nil unless the lists hold it under the same hotkey.
    package func stake(uid: UInt16, hotkey: AccountID) -> (alpha: UInt64, tao: UInt64, total: UInt64)? {
        let index = Int(uid)
        guard index < hotkeys.count, hotkeys[index] == hotkey, index < alpha.count, index < tao.count,
            index < total.count
        else { return nil }
        return (alpha[index], tao[index], total[index])
    }
}
