package import Keys

/// What block 0 of the development chain holds besides the rules of `ChainParameters`.
package struct GenesisConfiguration: Sendable, Equatable, Codable {
    /// Free balances in rao.
    package var balances: [AccountID: UInt64]
    /// The subnets that exist.
    package var subnets: [GenesisSubnet]
    /// Registered neurons, in the order of their uids within each subnet.
    package var neurons: [GenesisNeuron]

    package init(
        balances: [AccountID: UInt64] = [:], subnets: [GenesisSubnet] = [], neurons: [GenesisNeuron] = []
    ) {
        self.balances = balances
        self.subnets = subnets
        self.neurons = neurons
    }
}

/// A subnet that exists from the start.
package struct GenesisSubnet: Sendable, Equatable, Codable {
    package var netuid: UInt16
    package var ownerHotkey: AccountID
    package var ownerColdkey: AccountID
    package var name: String

    package init(netuid: UInt16, ownerHotkey: AccountID, ownerColdkey: AccountID, name: String = "") {
        self.netuid = netuid
        self.ownerHotkey = ownerHotkey
        self.ownerColdkey = ownerColdkey
        self.name = name
    }
}

/// A neuron that is registered from the start.
package struct GenesisNeuron: Sendable, Equatable, Codable {
    package var netuid: UInt16
    package var hotkey: AccountID
    package var coldkey: AccountID
    /// Stake on the hotkey in rao.
    package var stake: UInt64
    /// True: it has the permit whatever its stake; false: the rule of the chain decides.
    package var validatorPermit: Bool

    package init(
        netuid: UInt16, hotkey: AccountID, coldkey: AccountID, stake: UInt64 = 0, validatorPermit: Bool = false
    ) {
        self.netuid = netuid
        self.hotkey = hotkey
        self.coldkey = coldkey
        self.stake = stake
        self.validatorPermit = validatorPermit
    }
}
