import ArgumentParser
import Keys

/// The flags that name a wallet, as operators know them from the Python program.
struct WalletOptions: ParsableArguments {
    @Option(
        name: [.customLong("wallet.name"), .customLong("wallet_name")],
        help: ArgumentHelp("The wallet's name.", valueName: "name"))
    var name = "default"

    @Option(
        name: [.customLong("wallet.hotkey"), .customLong("wallet_hotkey")],
        help: ArgumentHelp("The hot key's name.", valueName: "name"))
    var hotkey = "default"

    @Option(
        name: [.customLong("wallet.path"), .customLong("wallet_path")],
        help: ArgumentHelp("The directory of all wallets.", valueName: "directory"))
    var path = Wallet.defaultRoot

    var wallet: Wallet { Wallet(name: name, root: path) }
}
