import ArgumentParser

/// `nicompute chain`: what the chain says, for people.
struct ChainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chain",
        abstract: "Ask the chain: blocks, neurons, anything stored, anything its runtime answers.",
        subcommands: [
            ChainBlockCommand.self, ChainMetagraphCommand.self, ChainNeuronCommand.self, ChainStorageCommand.self,
            ChainCallCommand.self,
        ])
}
