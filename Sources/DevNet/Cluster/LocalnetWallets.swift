import Chain
import Keys

/// The keys of a local network, made once and kept unencrypted in its directory: they are worth nothing elsewhere.
struct LocalnetWallets: Sendable {
    let validator: Keypair
    let validatorColdkey: AccountID
    let miners: [Keypair]
    let minerColdkeys: [AccountID]

    /// The wallets in `directory/wallets`; missing ones are made.
    init(directory: String, plan: LocalnetPlan) throws {
        let root = "\(directory)/wallets"
        (validator, validatorColdkey) = try Self.ensure(Localnet.validatorWallet, root: root)
        let all = try plan.miners.map { try Self.ensure($0.wallet, root: root) }
        miners = all.map(\.hotkey)
        minerColdkeys = all.map(\.coldkey)
    }

    private static func ensure(_ name: String, root: String) throws -> (hotkey: Keypair, coldkey: AccountID) {
        let wallet = Wallet(name: name, root: root)
        do {
            return (try wallet.hotkey(), try wallet.coldkeyPublic())
        } catch WalletError.missing {
            // Whatever else is wrong with a wallet that is there is said, not repaired by losing it.
            try wallet.writeColdkey(StoredKey(mnemonic: .generate()), password: nil, overwrite: true)
            try wallet.writeHotkey(StoredKey(mnemonic: .generate()), password: nil)
            return (try wallet.hotkey(), try wallet.coldkeyPublic())
        }
    }

    /// The network that the file stands for: the API's validator with stake, and the miners with their axons.
    func network(_ plan: LocalnetPlan, _ configuration: LocalnetConfiguration) -> NetworkFile {
        let owner = Neuron(
            uid: 0, hotkey: validator.account, coldkey: validatorColdkey, stake: 1_000_000, validatorPermit: true)
        let members = zip(zip(plan.miners, miners), minerColdkeys).enumerated().map { index, entry in
            let ((member, keypair), coldkey) = entry
            return Neuron(
                uid: UInt16(clamping: index + 1), hotkey: keypair.account, coldkey: coldkey, stake: 0,
                axon: AxonInfo(ip: member.ip, port: member.axonPort, version: 190))
        }
        return NetworkFile(
            netuid: configuration.netuid, genesis: plan.genesis, blockTime: configuration.blockTime,
            neurons: [owner] + members)
    }
}
