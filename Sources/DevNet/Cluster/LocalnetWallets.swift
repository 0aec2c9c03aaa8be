import Chain
import DevChain
import Keys

/// The keys of a local network, made once and kept unencrypted in its directory: they are worth nothing elsewhere.
struct LocalnetWallets: Sendable {
    /// One wallet: who pays and who acts.
    struct Keys: Sendable {
        let coldkey: Keypair
        let hotkey: Keypair
    }

    /// The subnet's owner.
    let owner: Keys
    /// The API's wallet, a validator with stake.
    let validator: Keys
    let miners: [Keys]

    /// The wallets in `directory/wallets`; missing ones are made.
    init(directory: String, plan: LocalnetPlan) throws {
        let root = "\(directory)/wallets"
        owner = try Self.ensure("owner", root: root)
        validator = try Self.ensure(Localnet.validatorWallet, root: root)
        miners = try plan.miners.map { try Self.ensure($0.wallet, root: root) }
    }

    private static func ensure(_ name: String, root: String) throws -> Keys {
        let wallet = Wallet(name: name, root: root)
        func read() throws -> Keys {
            Keys(coldkey: try wallet.coldkey(password: { nil }), hotkey: try wallet.hotkey(password: { nil }))
        }
        do {
            return try read()
        } catch WalletError.missing {
            // Whatever else is wrong with a wallet that is there is said, not repaired by losing it.
            try wallet.writeColdkey(StoredKey(mnemonic: .generate()), password: nil, overwrite: true)
            try wallet.writeHotkey(StoredKey(mnemonic: .generate()), password: nil)
            return try read()
        }
    }

    /// Rao in one TAO.
    private static let tao: UInt64 = 1_000_000_000

    /// How the chain begins: the subnet with its owner, the validator with stake, and TAO for the miners' registrations.
    func genesis(netuid: UInt16) -> GenesisConfiguration {
        var genesis = GenesisConfiguration()
        for keys in [owner, validator] + miners { genesis.balances[keys.coldkey.account] = 1_000 * Self.tao }
        genesis.subnets = [(0, "root"), (netuid, "ni-compute")].map { netuid, name in
            GenesisSubnet(
                netuid: netuid, ownerHotkey: owner.hotkey.account, ownerColdkey: owner.coldkey.account, name: name)
        }
        genesis.neurons = [
            GenesisNeuron(netuid: netuid, hotkey: owner.hotkey.account, coldkey: owner.coldkey.account),
            GenesisNeuron(
                netuid: netuid, hotkey: validator.hotkey.account, coldkey: validator.coldkey.account,
                stake: 1_000_000 * Self.tao, validatorPermit: true),
        ]
        return genesis
    }
}
