import ArgumentParser

/// The executable: its roles and tools are subcommands.
@main
struct Nicompute: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nicompute",
        abstract: "Rent out and rent GPU machines on the Bittensor network (subnet 27).",
        version: ProductVersion.text,
        subcommands: [
            MinerCommand.self, APICommand.self, LocalnetCommand.self, WalletCommand.self, CertsCommand.self,
            StoreCommand.self, ChainCommand.self,
        ])
}
