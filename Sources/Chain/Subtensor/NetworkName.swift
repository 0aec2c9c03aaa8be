package import WebSockets

/// The value of `--subtensor.network`, or of `--subtensor.chain_endpoint`.
package struct NetworkName: Sendable, Equatable {
    /// Nodes of one chain, tried in this order.
    package let endpoints: [WebSocketEndpoint]
    /// The chain's block 0; nil when nobody knows it beforehand.
    package let genesis: BlockHash?

    /// A network with a name.
    private struct Known {
        let name: String
        let url: String
        var genesis: BlockHash?
    }

    /// Block 0 of the main network.
    package static let finneyGenesis = BlockHash(
        hex: "0x2f0555cc76fc2840a25a6ea3b9637146806f1f44b090c175ffde2a7e5ab36c03")

    /// The main network, the test network, and a node on this machine, as all bittensor programs name them.
    private static let known = [
        Known(
            name: "finney", url: "wss://entrypoint-finney.opentensor.ai:443", genesis: finneyGenesis),
        Known(name: "test", url: "wss://test.finney.opentensor.ai:443"),
        Known(name: "local", url: "ws://127.0.0.1:9944"),
    ]

    /// What `text` names: a known name, or `ws://` or `wss://` addresses with commas between them.
    ///
    /// The addresses in `endpoint` win over those of the name; the chain is still the one with that name.
    /// - Throws: ``SubtensorError/unavailable(_:)`` with what to write instead.
    package init(_ text: String, endpoint: String? = nil) throws(SubtensorError) {
        let known = NetworkName.known.first { $0.name == text }
        genesis = known?.genesis
        if let addresses = endpoint ?? known?.url ?? (text.contains("://") ? text : nil) {
            endpoints = try NetworkName.endpoints(addresses)
        } else {
            let names = NetworkName.known.map(\.name).joined(separator: ", ")
            throw .unavailable("network \"\(text)\" is not known; use one of \(names), or a ws:// or wss:// address")
        }
    }

    /// True for networks on which strangers are to be expected.
    package var isPublic: Bool {
        genesis != nil || endpoints.contains { $0.host.hasSuffix(".opentensor.ai") }
    }

    /// The same for the same chain, as far as that is known beforehand: by its genesis, or else by where its nodes are.
    var fingerprint: String {
        // A hash, as addresses may hold somebody's access key.
        let nodes = endpoints.map { "\($0.host):\($0.port)\($0.path)" }.joined(separator: ",")
        return genesis?.hex ?? BlockHash(hashing: Array(nodes.utf8)).hex
    }

    /// What others may know of the network that `text` names, and of its nodes: a known name as it is, of addresses
    /// scheme, host and port, with commas between them. A path may hold somebody's access key.
    package func published(as text: String) -> (name: String, endpoint: String) {
        let endpoint = endpoints.map(\.description).joined(separator: ",")
        return (NetworkName.known.contains { $0.name == text } ? text : endpoint, endpoint)
    }

    private static func endpoints(_ text: String) throws(SubtensorError) -> [WebSocketEndpoint] {
        var endpoints: [WebSocketEndpoint] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let url = part.filter { $0 != " " }
            do {
                endpoints.append(try WebSocketEndpoint(String(url)))
            } catch {
                throw .unavailable("\"\(url)\" is no address of a chain: \(error)")
            }
        }
        return endpoints
    }
}
