package import Logging

/// A client of a network with what to end when it is no longer needed.
package struct ChainConnection: Sendable {
    package let chain: ChainSubtensor
    private let client: RPCClient

    /// The client of `name`; it connects when it is first asked something.
    package init(_ name: NetworkName, configuration: RPCClient.Configuration = .init(), logger: Logger) {
        client = RPCClient(endpoints: name.endpoints, configuration: configuration, logger: logger)
        chain = ChainSubtensor(rpc: client, expectedGenesis: name.genesis, logger: logger)
    }

    /// The connection is closed; whoever still asks gets an error.
    package func shutdown() async {
        await client.shutdown()
    }
}

extension NetworkName {
    /// A client of the network; ``ChainConnection/shutdown()`` ends it.
    package func connect(logger: Logger) -> ChainConnection { ChainConnection(self, logger: logger) }
}
