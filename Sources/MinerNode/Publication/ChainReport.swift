import Chain
import JSON
import Keys
import ServiceLifecycle
import SharedState

/// Writes the chain's figures about this miner, and whether its ports are open, to the shared state every 75 blocks.
struct ChainReport: Service {
    let metagraph: MetagraphCache
    let account: AccountID
    let pace: BlockPace
    let publisher: RunPublisher
    /// Asks whether the published ports are open; nil when that cannot be known.
    let arePortsOpen: @Sendable () async -> Bool?

    /// Reports until shutdown.
    func run() async throws {
        var blocks = AxonPublisher.firstBlocks
        while await pace.wait(blocks) {
            blocks = AxonPublisher.blocks
            if let isOpen = await arePortsOpen() { await publisher.publish(["is_port_open": .bool(isOpen)]) }
            if let row = Self.row(metagraph.current, account) { publisher.log(row) }
        }
    }

    /// The row by the names of the Python program; nil for a miner that is not registered.
    static func row(_ metagraph: Metagraph, _ account: AccountID) -> [String: JSONValue]? {
        guard let neuron = metagraph.neuron(of: account) else { return nil }
        return [
            "Block": .integer(Int64(clamping: metagraph.block)), "Stake": .number(neuron.stake),
            "Trust": .number(neuron.scores.trust), "Consensus": .number(neuron.scores.consensus),
            "Incentive": .number(neuron.scores.incentive), "Emission": .number(neuron.emission),
        ]
    }
}
