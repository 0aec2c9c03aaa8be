import ArgumentParser
import Foundation
import Keys

/// Which hotkey a role acts as.
struct HotkeyOptions: ParsableArguments {
    @Option(
        name: [.customLong("wallet.name"), .customLong("wallet_name")], help: "The wallet's name.")
    var name = "default"

    @Option(
        name: [.customLong("wallet.hotkey"), .customLong("wallet_hotkey")], help: "The hotkey's name in the wallet.")
    var hotkey = "default"

    @Option(
        name: [.customLong("wallet.path"), .customLong("wallet_path")], help: "The folder of all wallets.")
    var path = Wallet.defaultRoot

    /// The hotkey, unlocked; an encrypted file's password comes from its BT_PW_ variable.
    func keypair() throws -> Keypair {
        try Wallet(name: name, root: path).hotkey(hotkey)
    }
}
