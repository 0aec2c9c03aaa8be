import ArgumentParser
import Chain
import DevChain
import Foundation
import Keys
import Logging
import SharedState

/// `nicompute localnet chain`: the development chain alone.
struct LocalnetChainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chain",
        abstract: "Run the development chain alone, for any client of the Bittensor chain.",
        discussion: """
            A development tool: one process makes all blocks, its accounts are worth nothing elsewhere. It speaks the \
            real chain's interface over WebSocket. It differs on purpose: loopback addresses may be served, \
            commit-reveal is off, one weight is enough, finality follows 2 blocks behind.
            """)

    @Option(help: "The port to listen on.")
    var port = 9_944

    @Option(help: "The address to listen on. Anybody who reaches it can use every development account.")
    var ip = "127.0.0.1"

    @Option(help: "The chain's files live here.")
    var data = ".nicompute/chain"

    @Flag(help: "Keep the chain in memory, and nothing when it ends.")
    var memory = false

    @Option(help: "Seconds per block.")
    var blockTime = 12.0

    @Option(name: [.customLong("final-lag"), .customLong("finality-lag")], help: "Blocks until a block is final.")
    var finalityLag = 2

    @Option(help: "The subnet.")
    var netuid: UInt16 = 27

    @Flag(help: "Weights are committed and revealed, as on the real chain.")
    var commitReveal = false

    @Option(
        name: [.customLong("rate-limit"), .customLong("weights-rate-limit")],
        help: "Blocks between two weight settings of a neuron.")
    var weightsRateLimit: UInt64 = 100

    @Option(help: "Blocks between two publications of an axon.")
    var servingRateLimit: UInt64 = 50

    @Option(
        name: [.customLong("min-weights"), .customLong("min-allowed-weights")],
        help: "Weights that must be set at least.")
    var minWeights: UInt16 = 1

    @Flag(help: "Refuse axons at 127.0.0.1 and ::1, as the real chain does.")
    var noLoopback = false

    @Option(help: "Blocks per epoch.")
    var tempo: UInt16 = 360

    @Option(help: "The cost of a registration in rao.")
    var burn: UInt64 = 1_000_000

    @Flag(
        inversion: .prefixedNo,
        help: "Give //Alice, //Bob, //Charlie, //Dave, //Eve, //Ferdie and //Owner balances, a subnet and neurons.")
    var devAccounts = true

    @Option(help: "Balances, subnets and neurons to begin with, as JSON.")
    var genesis: String?

    @OptionGroup var logging: LoggingOptions
    @OptionGroup var file: ConfigurationOptions

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port must be 0 to 65535") }
        guard (0.05...3_600).contains(blockTime) else { throw ValidationError("--block-time must be 0.05 to 3600") }
        guard (0...256).contains(finalityLag) else { throw ValidationError("--final-lag must be 0 to 256") }
    }

    func run() async throws {
        let logger = logging.logger("chain")
        var parameters = ChainParameters()
        parameters.netuid = netuid
        parameters.commitReveal = commitReveal
        parameters.weightsRateLimit = weightsRateLimit
        parameters.servingRateLimit = servingRateLimit
        parameters.minAllowedWeights = minWeights
        parameters.allowLoopback = !noLoopback
        parameters.tempo = tempo
        parameters.burn = burn
        let configuration = DevChainConfiguration(
            directory: memory ? nil : data, ip: ip, port: port, blockTime: .seconds(blockTime),
            finalityLag: finalityLag, parameters: parameters, genesis: try beginning())
        if !Loopback.contains(ip) {
            logger.warning("whoever reaches this address can use every development account", metadata: ["ip": "\(ip)"])
        }
        if finalityLag >= 8 {
            logger.warning("clients whose extrinsics live for 8 blocks, as 9.0.0's weights, are refused with this lag")
        }
        let greeting = Greeting(ip: ip)
        let chain = try DevChain(configuration: configuration, logger: logger) { port in
            await greeting.print(port: port)
        }
        await greeting.set(genesis: chain.node.genesisHash.hex)
        try await ServiceRunner.run(chain.services, logger: logger)
    }

    private func beginning() throws -> GenesisConfiguration {
        var beginning = devAccounts ? try GenesisConfiguration.development(netuid: netuid) : GenesisConfiguration()
        guard let genesis else { return beginning }
        guard let bytes = try PrivateFile.read(genesis, limit: 16 << 20) else {
            throw ValidationError("\(genesis) is not there")
        }
        let given: GenesisConfiguration
        do {
            given = try JSONDecoder().decode(GenesisConfiguration.self, from: Data(bytes))
        } catch {
            throw ValidationError("\(genesis) is no description of a beginning: \(error)")
        }
        beginning.balances.merge(given.balances) { _, new in new }
        let own = Set(given.subnets.map(\.netuid))
        beginning.subnets = beginning.subnets.filter { !own.contains($0.netuid) } + given.subnets
        beginning.neurons = beginning.neurons.filter { !own.contains($0.netuid) } + given.neurons
        return beginning
    }
}

/// Says on standard output where the chain is, once it is there.
private actor Greeting {
    private let ip: String
    private var genesis = ""

    init(ip: String) { self.ip = ip }

    func set(genesis: String) { self.genesis = genesis }

    func print(port: Int) {
        let host = ip.contains(":") ? "[\(ip)]" : ip
        let text = "development chain: ws://\(host):\(port)  genesis \(genesis)\n"
        FileHandle.standardOutput.write(Data(text.utf8))
    }
}
