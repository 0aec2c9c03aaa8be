package import Keys

extension ChainSubtensor: SubnetReading {
    package func uid(of hotkey: AccountID, netuid: UInt16) async throws(SubtensorError) -> UInt16? {
        try await SubtensorError.translating {
            try await uid(of: hotkey, netuid, at: try await reader.node.head())
        }
    }

    package func ownerHotkey(netuid: UInt16) async throws(SubtensorError) -> AccountID? {
        try await SubtensorError.translating {
            let item = StorageItem.subnet("SubnetOwnerHotkey", netuid)
            let owner = try await reader.value(item, at: try await reader.node.head())?.account
            return owner == .zero ? nil : owner
        }
    }

    package func hyperparameters(netuid: UInt16) async throws(SubtensorError) -> SubnetHyperparameters {
        try await SubtensorError.translating {
            let block = try await reader.node.head()
            var rules = SubnetRules(netuid: netuid)
            try await rules.read(reader, at: block)
            guard rules.exists else { throw SubtensorError.unknownSubnet(netuid) }
            return rules.parameters
        }
    }

    package func balance(of account: AccountID) async throws(SubtensorError) -> AccountBalance {
        try await SubtensorError.translating {
            let item = StorageItem("System", "Account", [.account(account)])
            let value = try await reader.value(item, at: try await reader.node.head())
            guard let data = value?["data"], let free = data["free"]?.uint64 else {
                throw SubtensorError.malformed("an account without a free balance")
            }
            return AccountBalance(
                free: free, reserved: data["reserved"]?.uint64 ?? 0, frozen: data["frozen"]?.uint64 ?? 0)
        }
    }
}
