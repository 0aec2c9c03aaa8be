import ArgumentParser

/// `nicompute localnet`: networks for development.
///
/// Without options of its own: it would take those that it shares with its subcommands away from them.
struct LocalnetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "localnet",
        abstract: "Run a whole network on this machine: chain, miners on the local Docker Engine, allocation API.",
        discussion: """
            For development. Without a subcommand it is `localnet run`, whose options can follow at once.
            """,
        subcommands: [LocalnetNetworkCommand.self, LocalnetChainCommand.self],
        defaultSubcommand: LocalnetNetworkCommand.self)
}
