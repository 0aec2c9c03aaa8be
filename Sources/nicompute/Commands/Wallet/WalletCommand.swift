import ArgumentParser

/// `nicompute wallet`: the keys of this machine, in the files that the Python SDK and btcli use.
struct WalletCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wallet",
        abstract: "Create, show and use the wallet's keys.",
        discussion: """
            The files are those of bittensor wallets: btcli reads what is written here, and the other way round.

            The password of an encrypted key comes from --password-file, else from the variable BT_PW_ followed by the \
            file's path in upper case with _ for / and . (the SDK's form is read, too), else from a question on the \
            terminal. It is never a command-line argument.
            """,
        subcommands: [
            WalletCreate.self, WalletList.self, WalletShow.self, WalletImport.self, WalletSign.self, WalletVerify.self,
        ]
    )
}
