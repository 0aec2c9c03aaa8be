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
        /// Its number in the subnet.
        package let uid: UInt16
    }

    /// The miner that registered `hotkey` and serves an axon; nil otherwise.
    package func find(_ hotkey: String) -> Entry? {
        neuron(hotkey).flatMap(Self.entry)
    }

    /// All miners that can be called, by hotkey.
    var callable: [String: Entry] {
        metagraph.current.neurons.reduce(into: [:]) { entries, neuron in
            guard let entry = Self.entry(neuron) else { return }
            // A chain has each hotkey once in a subnet; of a broken answer the first counts, as in `find`.
            if entries[neuron.hotkey.ss58] == nil { entries[neuron.hotkey.ss58] = entry }
        }
    }

    /// The protocol version of the axon of `hotkey`, 0 where it serves none; nil when it is not registered.
    func version(_ hotkey: String) -> Int? { neuron(hotkey).map { $0.axon?.version ?? 0 } }

    private func neuron(_ hotkey: String) -> Neuron? {
        guard let account = try? AccountID(ss58: hotkey) else { return nil }
        return metagraph.current.neuron(of: account)
    }

    private static func entry(_ neuron: Neuron) -> Entry? {
        guard let axon = neuron.axon, (1...65_535).contains(axon.port),
            (try? SocketAddress(ipAddress: axon.ip, port: axon.port)) != nil
        else { return nil }
        return Entry(
            target: AxonTarget(hotkey: neuron.hotkey, ip: axon.ip, port: axon.port), version: axon.version,
            uid: neuron.uid)
    }

    /// The same, after a look at the chain when the metagraph in memory, some seconds old, does not have the miner.
    package func findOrRead(_ hotkey: String) async -> Entry? {
        if let entry = find(hotkey) { return entry }
        guard (try? AccountID(ss58: hotkey)) != nil else { return nil }
        await metagraph.lookAgain()
        return find(hotkey)
    }

    /// Where a miner that is not at its known address is now, by a look at the chain; nil when the chain says the same.
    package func moved(_ known: Entry) async -> Entry? {
        await metagraph.lookAgain()
        guard let entry = find(known.target.hotkey.ss58), entry.target != known.target else { return nil }
        return entry
    }

    /// True while who is not in the metagraph is no miner: chain data that are too old, or were never read, say nothing
    /// about who is missing in them.
    var isUsable: Bool { age < RentalDesk.oldestChain }

    /// Seconds since the chain was last read; infinite while it never was.
    package var age: Double { metagraph.age }
}
