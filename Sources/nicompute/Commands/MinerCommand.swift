import ArgumentParser
import Chain
import Foundation
import Keys
import Logging
import MinerNode
import Wire

/// `nicompute miner`: rents this machine out.
struct MinerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "miner", abstract: "Rent this machine out as a container with SSH.")

    @OptionGroup var wallet: HotkeyOptions
    @OptionGroup var subtensor: SubtensorOptions
    @OptionGroup var logging: LoggingOptions
    @OptionGroup var engine: EngineOptions

    @Option(name: [.customLong("axon.ip"), .customLong("axon_ip")], help: "The address to listen on.")
    var axonIP = "0.0.0.0"

    @Option(name: [.customLong("axon.port"), .customLong("axon_port")], help: "The port to listen on.")
    var axonPort = 8_091

    @OptionGroup var external: ExternalAddressOptions

    @Option(
        name: [.customLong("axon.max_workers"), .customLong("axon_max_workers")], help: "Requests handled at a time.")
    var maxWorkers = 32

    @Option(
        name: [.customLong("axon.unsigned-bodies")],
        help: "Requests with unsigned bodies: allow, check-only or deny (default: allow on public networks, else deny)."
    )
    var unsignedBodies: UnsignedBodies?

    @Option(name: [.customLong("ssh.port"), .customLong("ssh_port")], help: "The port on which renters log in.")
    var sshPort = 4_444

    @Option(name: [.customLong("ssh.bind")], help: "The address of that port (default: all).")
    var sshBind: String?

    @Option(name: [.customLong("miner.base-image")], help: "The image under the SSH layer.")
    var baseImage = "pytorch/pytorch:2.7.0-cuda12.6-cudnn9-runtime"

    @Option(
        name: [.customLong("miner.allow.images")],
        help: "Images (globs, comma-separated) that renters may ask for instead.")
    var allowImages = ""

    @Option(help: "Where the miner keeps its state (default: ~/.nicompute/<hotkey>).")
    var data: String?

    @OptionGroup var access: AccessOptions

    func run() async throws {
        let logger = logging.logger("miner")
        let keypair = try wallet.keypair()
        let gpus = await GPUQuery.run(path: ProcessInfo.processInfo.environment["PATH"] ?? "")
        let host = EngineHost(
            docker: try engine.client(logger: logger), minerHotkey: keypair.account.ss58, baseImage: baseImage,
            logger: logger)
        try await host.checkAnswers()
        var axon = Axon.Configuration(ip: axonIP, port: axonPort, maxWorkers: maxWorkers)
        // Where no Python peer is to be expected every body is signed; on the public networks Python peers rent.
        let network = try subtensor.network.network()
        let connection = network.connect(logger: logger)
        axon.unsignedBodies = await bodies(network, connection.chain)
        let configuration = MinerConfiguration(
            netuid: subtensor.netuid, axon: axon,
            publication: try external.publication(ip: axonIP, port: axonPort, version: axon.version),
            rental: RentalKeeper.Settings(
                sshPort: sshPort, sshBind: sshBind, baseImage: baseImage,
                allowedImages: allowImages.split(separator: ",").map(String.init), gpus: !gpus.isEmpty),
            access: try access.rules(),
            dataDirectory: data ?? Wallet.expanded("~/.nicompute/\(keypair.account)"))
        let miner = try await Miner(
            configuration: configuration, keypair: keypair, subtensor: connection.chain,
            publishing: connection.chain, host: host, gpus: gpus, logger: logger)
        try await ServiceRunner.run(miner.services + [EngineProof(host: host)], logger: logger)
        await connection.shutdown()
    }

    /// What is done with bodies that are not signed: the flag's word, else what suits the network. An address may lead to
    /// a public network, too; while its chain is away that cannot be known, and the strict side is the safe one.
    private func bodies(_ network: NetworkName, _ chain: ChainSubtensor) async -> UnsignedBodies {
        if let unsignedBodies { return unsignedBodies }
        let genesis = try? await chain.reader.runtimes.runtime().genesis
        return network.isPublic || genesis == NetworkName.finneyGenesis?.bytes ? .allow : .deny
    }
}

extension UnsignedBodies: ExpressibleByArgument {}
