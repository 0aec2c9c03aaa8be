import ArgumentParser
import Foundation
import Keys
import Logging

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

    /// The hotkey, unlocked; an encrypted file's password comes from its BT_PW_ variable. From here on a crash leaves no
    /// core file.
    ///
    /// A key that others may read is warned about; the SDK's own wallets are private, whatever the directories are.
    /// - Throws: `WalletError`, also for a key that others may replace.
    func keypair(logger: Logger? = nil) throws -> Keypair {
        CoreDumps.forbid()
        let wallet = Wallet(name: name, root: path)
        if let exposure = wallet.hotkeyExposure(hotkey) {
            guard !exposure.isReplaceable else { throw WalletError.exposed(exposure) }
            logger?.warning(
                "other users may read the hotkey", metadata: ["path": "\(exposure.path)", "mend": "\(exposure.remedy)"])
        }
        return try wallet.hotkey(hotkey)
    }
}
