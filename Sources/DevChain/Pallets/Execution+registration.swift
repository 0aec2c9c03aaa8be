internal import Chain
internal import Keys

extension Execution {
    mutating func burnedRegister(_ arguments: CallArguments, coldkey: AccountID) throws(Refusal) {
        let netuid = try arguments.integer("netuid", UInt16.self)
        let hotkey = try arguments.account("hotkey")
        try checkSubnet(netuid)
        guard state.value(Storage.registrationAllowed, netuid, or: true) else {
            throw .subtensor(.subNetRegistrationDisabled)
        }
        let inBlock = state.value(Storage.registrationsThisBlock, netuid, or: 0)
        guard inBlock < state.value(Storage.registrationsPerBlock, netuid, or: 1) else {
            throw .subtensor(.tooManyRegistrationsThisBlock)
        }
        let inInterval = state.value(Storage.registrationsThisInterval, netuid, or: 0)
        let target = UInt32(state.value(Storage.targetRegistrations, netuid, or: 2))
        guard UInt32(inInterval) < target * 3 else { throw .subtensor(.tooManyRegistrationsThisInterval) }
        guard state.value(Storage.uids, netuid, hotkey) == nil else {
            throw .subtensor(.hotKeyAlreadyRegisteredInSubNet)
        }
        let price = state.value(Storage.burn, netuid, or: 0)
        if let limit = arguments.values["limit_price"]?.uint64, price > limit { throw .subtensor(.slippageTooHigh) }
        guard account(coldkey).free >= price else { throw .subtensor(.notEnoughBalanceToStake) }
        let owner = state.value(Storage.owner, hotkey, or: .zero)
        guard owner == .zero || owner == coldkey else { throw .subtensor(.nonAssociatedColdKey) }
        guard state.value(Storage.maxUids, netuid, or: 0) > 0 else { throw .subtensor(.noNeuronIdAvailable) }

        burn(price, from: coldkey)
        state.set(Storage.recycled, netuid, to: state.value(Storage.recycled, netuid, or: 0) &+ price)
        state.set(Storage.registrationsThisBlock, netuid, to: inBlock &+ 1)
        state.set(Storage.registrationsThisInterval, netuid, to: inInterval &+ 1)
        let burns = state.value(Storage.burnRegistrations, netuid, or: 0)
        state.set(Storage.burnRegistrations, netuid, to: burns &+ 1)
        var registry = NeuronRegistry(state: state, parameters: parameters)
        let uid = registry.register(hotkey, coldkey: coldkey, netuid: netuid, block: block)
        registry.refreshPermits(netuid)
        state = registry.state
        emit("NeuronRegistered", .unsigned(UInt128(netuid)), .unsigned(UInt128(uid)), .account(hotkey))
    }

    /// Registration by proof of work, which this chain never opens: refused as a subnet without it does.
    mutating func workRegister(_ arguments: CallArguments) throws(Refusal) {
        try checkSubnet(try arguments.integer("netuid"))
        throw .subtensor(.subNetRegistrationDisabled)
    }

    private func checkSubnet(_ netuid: UInt16) throws(Refusal) {
        guard netuid != 0 else { throw .subtensor(.registrationNotPermittedOnRootSubnet) }
        guard state.value(Storage.networksAdded, netuid, or: false) else { throw .subtensor(.subnetNotExists) }
    }
}
