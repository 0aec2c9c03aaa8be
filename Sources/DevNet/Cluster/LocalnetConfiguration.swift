/// What a user chooses for a local network.
package struct LocalnetConfiguration: Sendable {
    /// Everything of it lives here.
    package var directory: String
    package var miners: Int
    package var baseImage: String
    /// The API's port; nil for the usual one, or a free one where that is taken.
    package var apiPort: Int?
    /// Seconds per block.
    package var blockTime: Double
    package var netuid: UInt16
    /// Time between two of the API's health checks; minutes on a real network.
    package var healthInterval: Duration
    /// Whether the API has `/test/notify`.
    package var hasTestEndpoints: Bool
    package var version: String
    /// Where the chain differs from the real one.
    package var chain = ChainRules()

    package init(
        directory: String, miners: Int = 1, baseImage: String, apiPort: Int? = nil, blockTime: Double = 1,
        netuid: UInt16 = 27, healthInterval: Duration = .seconds(5), hasTestEndpoints: Bool = false, version: String
    ) {
        self.directory = directory
        self.miners = miners
        self.baseImage = baseImage
        self.apiPort = apiPort
        self.blockTime = blockTime
        self.netuid = netuid
        self.healthInterval = healthInterval
        self.hasTestEndpoints = hasTestEndpoints
        self.version = version
    }
}
