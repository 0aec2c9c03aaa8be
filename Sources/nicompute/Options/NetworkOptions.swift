import ArgumentParser
import Chain
import JSON
import Logging

/// Which network is meant, and over which node.
struct NetworkOptions: ParsableArguments {
    @Option(
        name: [.customLong("subtensor.network"), .customLong("subtensor_network")],
        help: "The network: finney, test, local, or a ws:// or wss:// address.")
    var name = "finney"

    @Option(
        name: [.customLong("subtensor.chain_endpoint"), .customLong("subtensor_chain_endpoint")],
        help: "Nodes to connect to instead of the network's own, in order of preference, with commas between them.")
    var endpoint: String?

    /// What the options name.
    func network() throws -> NetworkName { try NetworkName(name, endpoint: endpoint) }

    /// What the shared state is told of it, by the Python program's names.
    func published() throws -> JSONValue {
        let (name, endpoint) = try network().published(as: name)
        return ["network": .text(name), "chain_endpoint": .text(endpoint), "_mock": false]
    }

    /// A client of the network, with what ends it.
    func connect(logger: Logger) throws -> ChainConnection { try network().connect(logger: logger) }
}
