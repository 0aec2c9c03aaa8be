package import Keys

extension MemorySubtensor: Subtensor {
    package func block() async throws(SubtensorError) -> UInt64 {
        let now = current
        if let away = now.away { throw .unavailable(away) }
        return now.block
    }

    package func metagraph(netuid: UInt16) async throws(SubtensorError) -> Metagraph {
        try read(netuid) { subnet, block in Metagraph(netuid: netuid, block: block, neurons: subnet.neurons) }
    }
}

extension MemorySubtensor: SubnetReading {
    package func uid(of hotkey: AccountID, netuid: UInt16) async throws(SubtensorError) -> UInt16? {
        try read(netuid) { subnet, _ in subnet.neurons.first { $0.hotkey == hotkey }?.uid }
    }

    package func ownerHotkey(netuid: UInt16) async throws(SubtensorError) -> AccountID? {
        try read(netuid) { subnet, _ in subnet.owner }
    }

    package func hyperparameters(netuid: UInt16) async throws(SubtensorError) -> SubnetHyperparameters {
        try read(netuid) { subnet, _ in
            var parameters = subnet.parameters
            parameters.neurons = UInt16(clamping: subnet.neurons.count)
            return parameters
        }
    }

    package func balance(of account: AccountID) async throws(SubtensorError) -> AccountBalance {
        let now = current
        if let away = now.away { throw .unavailable(away) }
        return now.balances[account] ?? AccountBalance()
    }
}
