package import Chain
import Keys
import NIOCore
package import Wire

/// Finds the axon of a miner in the metagraph.
package struct MinerDirectory: Sendable {
    private let metagraph: MetagraphCache

    package init(metagraph: MetagraphCache) {
        self.metagraph = metagraph
    }

    /// A miner that can be called.
    package struct Entry: Sendable, Equatable {
        package let target: AxonTarget
        /// The protocol version that its axon published.
        package let version: Int
    }

    /// The miner that registered `hotkey` and serves an axon; nil otherwise.
    package func find(_ hotkey: String) -> Entry? {
        guard let account = try? AccountID(ss58: hotkey),
            let axon = metagraph.current.neuron(of: account)?.axon, (1...65_535).contains(axon.port),
            (try? SocketAddress(ipAddress: axon.ip, port: axon.port)) != nil
        else { return nil }
        return Entry(
            target: AxonTarget(hotkey: account, ip: axon.ip, port: axon.port), version: axon.version)
    }

    /// Seconds since the chain was last read.
    package var age: Double { metagraph.age }
}
