import ArgumentParser
import DevNet
import Docker
import Foundation
import Logging

/// `nicompute localnet`, in full `nicompute localnet run`: a whole network on this machine.
struct LocalnetNetworkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a whole network on this machine: chain, miners on the local Docker Engine, allocation API.",
        discussion: """
            A development tool: its chain has one maker of blocks, its keys are worth nothing elsewhere. The miners \
            register, publish their axons and are found as on the real network; only the addresses differ.
            """)

    @Option(help: "Everything of the network lives here.")
    var data = ".nicompute/localnet"

    @Option(help: "Miners, each with a loopback address of its own; counts when the network is made.")
    var miners = 1

    @Option(name: [.customLong("base-image"), .customLong("miner.base-image")], help: "The image under the SSH layer.")
    var baseImage = "nicompute/base:latest"

    @Option(name: [.customLong("api.port"), .customLong("axon.port")], help: "The API's port.")
    var apiPort: Int?

    @Option(name: [.customLong("api.health-interval")], help: "Seconds between the API's checks of what is rented.")
    var healthInterval = 5.0

    @Flag(name: [.customLong("api.test-endpoints")], help: "Serve /test/notify, which sends a notice marked as a test.")
    var testEndpoints = false

    @Option(help: "Seconds per block; 12 on the real chain.")
    var blockTime = 1.0

    @Flag(
        name: [.customLong("chain.commit-reveal")],
        help: "Weights are committed and revealed; counts when the network is made.")
    var commitReveal = false

    @Flag(name: [.customLong("chain.no-loopback")], help: "Refuse axons at 127.0.0.1 and ::1, as the real chain does.")
    var noLoopback = false

    @Option(
        name: [.customLong("chain.min-allowed-weights")],
        help: "Weights that must be set at least; counts when the network is made.")
    var minAllowedWeights: UInt16 = 1

    @Option(name: [.customLong("chain.finality-lag")], help: "Blocks until a block is final.")
    var finalityLag = 2

    @Flag(help: "Start afresh: remove what an earlier network left, rentals included.")
    var reset = false

    @Flag(help: "Only remove the network: its containers, images and files.")
    var clean = false

    @OptionGroup var logging: LoggingOptions
    @OptionGroup var file: ConfigurationOptions
    @OptionGroup var engine: EngineOptions

    func validate() throws {
        guard (1...200).contains(miners) else { throw ValidationError("--miners must be 1 to 200") }
        guard (0.05...3_600).contains(blockTime) else { throw ValidationError("--block-time must be 0.05 to 3600") }
        guard (0...256).contains(finalityLag) else {
            throw ValidationError("--chain.finality-lag must be 0 to 256")
        }
        guard (0.1...86_400).contains(healthInterval) else {
            throw ValidationError("--api.health-interval must be 0.1 to 86400")
        }
    }

    func run() async throws {
        let logger = logging.logger("localnet")
        let docker = try engine.client(logger: logger)
        if reset || clean {
            try await LocalnetCleaner(directory: data, docker: docker).clean()
            if clean { return }
        }
        var configuration = LocalnetConfiguration(
            directory: data, miners: miners, baseImage: baseImage, apiPort: apiPort, blockTime: blockTime,
            healthInterval: .seconds(healthInterval), hasTestEndpoints: testEndpoints, version: ProductVersion.text)
        configuration.chain = LocalnetConfiguration.ChainRules(
            commitReveal: commitReveal, allowsLoopback: !noLoopback, minAllowedWeights: minAllowedWeights,
            finalityLag: finalityLag)
        let network = try await Localnet(configuration: configuration, docker: docker, logger: logger) { table in
            FileHandle.standardOutput.write(Data((table + "\n").utf8))
        }
        defer { network.noteStopped() }
        try await ServiceRunner.run(network.services, logger: logger)
    }
}
