import Foundation

/// A development chain: where it lives, how fast it is, and how it begins.
package struct DevChainConfiguration: Sendable {
    /// Where its files are; nil keeps everything in memory.
    package var directory: String?
    /// The address to listen on.
    package var ip: String
    /// The port to listen on; 0 for any that is free.
    package var port: Int
    /// The time between two blocks; nil when blocks are sealed by hand alone.
    package var blockTime: Duration?
    /// Blocks by which finalization follows the head. Era checks of clients want less than 8.
    package var finalityLag: Int
    package var parameters: ChainParameters
    package var genesis: GenesisConfiguration
    /// How far back the chain remembers.
    package var depth: Ledger.Depth
    /// Bytes of the answers to one batch of requests.
    package var largestBatchAnswer = 15 << 20
    /// The time in milliseconds since 1970.
    package var now: @Sendable () -> UInt64

    package init(
        directory: String? = nil, ip: String = "127.0.0.1", port: Int = 9_944, blockTime: Duration? = .seconds(12),
        finalityLag: Int = 2, parameters: ChainParameters = ChainParameters(),
        genesis: GenesisConfiguration = GenesisConfiguration(), depth: Ledger.Depth = Ledger.Depth(),
        now: @escaping @Sendable () -> UInt64 = { UInt64(max(0, Date().timeIntervalSince1970 * 1_000)) }
    ) {
        self.directory = directory
        self.ip = ip
        self.port = port
        self.blockTime = blockTime
        self.finalityLag = max(0, finalityLag)
        self.parameters = parameters
        self.genesis = genesis
        self.depth = depth
        self.now = now
    }
}
