package import Logging
package import ServiceLifecycle

/// The development chain: a node that real clients of the Bittensor chain accept, on this machine alone.
///
/// A tool for development: no consensus, no peers, its accounts are worth nothing elsewhere.
package struct DevChain: Sendable {
    /// What is to be run: the server, and the making of blocks.
    package let services: [any Service]
    /// The node itself, usable without a network and whether the services run or not.
    package let node: DevNode

    /// The chain of the configuration, which goes on where the one in its directory stopped.
    ///
    /// - Parameter listening: Called with the port once clients can connect.
    /// - Throws: ``LedgerError`` or `FileError` when the directory is of no use.
    package init(
        configuration: DevChainConfiguration, logger: Logger,
        listening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws {
        var logger = logger
        logger[metadataKey: "part"] = "chain"
        node = try DevNode(configuration: configuration, logger: logger)
        services = [
            NodeServer(
                node: node, ip: configuration.ip, port: configuration.port, logger: logger, listening: listening),
            BlockProducer(node: node, interval: configuration.blockTime, logger: logger),
        ]
    }
}
