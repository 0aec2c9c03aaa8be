import ArgumentParser
import Keys

/// `wallet list`: all wallets and their addresses; needs no password.
struct WalletList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the wallets with their addresses.")

    @Option(
        name: [.customLong("wallet.path"), .customLong("wallet_path")],
        help: ArgumentHelp("The directory of all wallets.", valueName: "directory"))
    var path = Wallet.defaultRoot

    @Flag(help: "Print one line of JSON.")
    var json = false

    func run() throws {
        let wallets = try Wallet.list(root: path)
        if json {
            print(try wallets.jsonLine())
            return
        }
        guard !wallets.isEmpty else {
            print("No wallets in \(Wallet.expanded(path)). Create one with: nicompute wallet create")
            return
        }
        for wallet in wallets {
            print(wallet.name)
            if let coldkey = wallet.coldkey { print("  coldkey \(describe(coldkey))") }
            for hotkey in wallet.hotkeys { print("  hotkey \(hotkey.name) \(describe(hotkey))") }
        }
    }

    private func describe(_ key: WalletSummary.Key) -> String {
        var parts = [key.account?.ss58 ?? "address unknown"]
        if !key.hasSecret { parts.append("address only") }
        if key.isEncrypted { parts.append("encrypted") }
        if let problem = key.problem { parts.append("PROBLEM: \(problem)") }
        return parts.joined(separator: ", ")
    }
}
