import Foundation
import Keys

/// The stand-in for the chain in a local network: a JSON file that `nicompute localnet` writes and every process reads.
package struct NetworkFile: Codable, Sendable, Equatable {
    package var netuid: UInt16
    /// Unix seconds of block 0.
    package var genesis: Double
    /// Seconds per block.
    package var blockTime: Double
    package var neurons: [Neuron]

    package init(netuid: UInt16, genesis: Double, blockTime: Double, neurons: [Neuron]) {
        self.netuid = netuid
        self.genesis = genesis
        self.blockTime = blockTime
        self.neurons = neurons
    }

    private enum CodingKeys: String, CodingKey {
        case netuid
        case genesis
        case blockTime = "block_time"
        case neurons
    }

    /// The file at `path`.
    package static func read(_ path: String) throws(SubtensorError) -> NetworkFile {
        let bytes: [UInt8]?
        do {
            bytes = try PrivateFile.read(path, limit: 64 << 20)
        } catch {
            throw .unavailable("network file \(path): \(error)")
        }
        guard let bytes else { throw .unavailable("there is no network file \(path)") }
        do {
            return try JSONDecoder().decode(NetworkFile.self, from: Data(bytes))
        } catch {
            throw .malformed("network file \(path) is not what localnet writes")
        }
    }

    /// The file at `path` holds this network, whole or not at all.
    package func write(_ path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try PrivateFile.write([UInt8](try encoder.encode(self)), to: path)
    }
}
