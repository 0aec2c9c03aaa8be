import ArgumentParser
import Chain

/// Which network a role belongs to.
struct SubtensorOptions: ParsableArguments {
    @Option(help: "The subnet.")
    var netuid: UInt16 = 27

    @Option(
        name: [.customLong("subtensor.network"), .customLong("subtensor_network")],
        help: "The network: file:PATH for a local network (the real chain comes with a later version).")
    var network: String

    /// A client of the network.
    func connect() throws -> any Subtensor {
        try NetworkName(network).connect()
    }
}
