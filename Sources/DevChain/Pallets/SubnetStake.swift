internal import Chain
internal import Keys

/// The stake of a hotkey as a subnet weighs it, in rao.
struct SubnetStake {
    /// Stake in the subnet.
    let alpha: UInt64
    /// Stake in the root network, which counts 18 percent.
    let tao: UInt64

    init(_ state: ChainState, hotkey: AccountID, netuid: UInt16) {
        alpha = state.value(Storage.hotkeyAlpha, hotkey, netuid, or: 0)
        tao = netuid == 0 ? 0 : state.value(Storage.hotkeyAlpha, hotkey, UInt16(0), or: 0)
    }

    var total: UInt64 { UInt64(clamping: UInt128(alpha) + UInt128(tao) * 18 / 100) }
}
