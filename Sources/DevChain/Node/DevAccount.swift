package import Keys

/// The accounts that everybody knows the secrets of: `//Alice` and so on, of the development phrase.
package enum DevAccount: String, CaseIterable, Sendable {
    case alice = "//Alice"
    case bob = "//Bob"
    case charlie = "//Charlie"
    case dave = "//Dave"
    case eve = "//Eve"
    case ferdie = "//Ferdie"
    case owner = "//Owner"

    /// The key of the account.
    package func keypair() throws(KeyError) -> Keypair { try Keypair(secretURI: rawValue) }

    /// The address of the account.
    package func account() throws(KeyError) -> AccountID { try keypair().account }
}

extension GenesisConfiguration {
    /// A chain for the public SDKs: the development accounts have 100,000 TAO each, and `//Owner` has the subnets 0, 1
    /// and `netuid`, on which `//Owner`, `//Alice` and `//Bob` are registered with stake.
    package static func development(netuid: UInt16 = 27) throws(KeyError) -> GenesisConfiguration {
        var genesis = GenesisConfiguration()
        for account in DevAccount.allCases { genesis.balances[try account.account()] = 100_000_000_000_000 }
        let owner = try DevAccount.owner.account()
        genesis.subnets = Set([0, 1, netuid]).sorted().map {
            GenesisSubnet(netuid: $0, ownerHotkey: owner, ownerColdkey: owner, name: $0 == 0 ? "root" : "dev \($0)")
        }
        for member in [DevAccount.owner, .alice, .bob] {
            let account = try member.account()
            genesis.neurons.append(
                GenesisNeuron(
                    netuid: netuid, hotkey: account, coldkey: account, stake: 20_000_000_000_000,
                    validatorPermit: true))
        }
        return genesis
    }
}
