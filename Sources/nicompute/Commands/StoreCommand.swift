internal import ArgumentParser

/// `nicompute store`: looks after the database of a node.
struct StoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store",
        abstract: "Check, back up or compact the database of a node, while the node runs or not.",
        subcommands: [StoreCheckCommand.self, StoreBackupCommand.self, StoreVacuumCommand.self])
}
