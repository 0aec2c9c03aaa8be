package import Keys

extension ChainSubtensor: Registering {
    package func burnedRegister(
        hotkey: AccountID, netuid: UInt16, coldkey: Keypair, atMost: UInt64?
    ) async throws(SubtensorError) -> RegistrationOutcome {
        try await SubtensorError.translating {
            let block = try await reader.best()
            var rules = SubnetRules(netuid: netuid)
            try await rules.read(reader, hotkey: hotkey, at: block.hash)
            guard rules.exists else { throw SubtensorError.unknownSubnet(netuid) }
            if let uid = rules.uid { return .alreadyRegistered(uid: uid) }
            guard rules.parameters.registrationAllowed else { return .closed }
            let burn = rules.parameters.burn
            if let atMost, burn > atMost { return .tooExpensive(burn: burn) }
            let free = try await balance(of: coldkey.account).free
            guard free >= burn else { return .tooPoor(free: free, burn: burn) }
            let call = SubtensorCall.burnedRegister(hotkey: hotkey, netuid: netuid)
            // Money was paid: the answer is to hold.
            switch try await write(call, signer: coldkey, until: .finalized) {
            case .failed(let failure), .early(let failure): return .failed(failure)
            case .done(let receipt):
                let head = try await reader.node.head()
                guard let uid = try await uid(of: hotkey, netuid, at: head) else {
                    return .failed(.failed(name: "NotRegistered", reason: "the extrinsic passed, but there is no uid"))
                }
                return .registered(uid: uid, receipt)
            }
        }
    }
}
