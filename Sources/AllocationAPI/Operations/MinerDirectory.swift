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

    /// The same, after a look at the chain when the metagraph in memory, some seconds old, does not have the miner.
    package func findOrRead(_ hotkey: String) async -> Entry? {
        if let entry = find(hotkey) { return entry }
        guard (try? AccountID(ss58: hotkey)) != nil, metagraph.age > Self.rereadAge else { return nil }
        await metagraph.refresh()
        return find(hotkey)
    }

    /// Where a miner that is not at its known address is now, by a look at the chain; nil when the chain says the same.
    package func moved(_ known: Entry) async -> Entry? {
        if metagraph.age > Self.rereadAge { await metagraph.refresh() }
        guard let entry = find(known.target.hotkey.ss58), entry.target != known.target else { return nil }
        return entry
    }

    /// Seconds for which a miner that is not in the metagraph is believed to be nowhere.
    private static let rereadAge: Double = 3

    /// Seconds since the chain was last read.
    package var age: Double { metagraph.age }
}
