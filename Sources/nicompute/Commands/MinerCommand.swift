import ArgumentParser
import Chain
import Foundation
import JSON
import Keys
import Logging
import MinerNode
import Monitoring
import ServiceLifecycle
import SharedState
import Store
import Wire

/// `nicompute miner`: rents this machine out.
struct MinerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "miner", abstract: "Rent this machine out as a container with SSH.",
        discussion: "`nicompute doctor miner` with the same flags tells beforehand what is missing.")

    @OptionGroup var options: MinerOptions

    @Option(
        name: [.customLong("axon.max_workers"), .customLong("axon_max_workers")], help: "Requests handled at a time.")
    var maxWorkers = 32

    @Option(
        name: [.customLong("axon.unsigned-bodies"), .customLong("axon_unsigned_bodies")],
        help: "Requests with unsigned bodies: allow, check-only or deny (default: allow on public networks, else deny)."
    )
    var unsignedBodies: UnsignedBodies?

    @Option(
        name: [.customLong("miner.allow.images"), .customLong("miner_allow_images")],
        help: "Images (globs, comma-separated) that renters may ask for instead.")
    var allowImages = ""

    @OptionGroup var limits: LimitsOptions
    @OptionGroup var access: AccessOptions
    @OptionGroup var versions: VersionRuleOptions
    @OptionGroup var logFile: LogFileOptions
    @OptionGroup var metrics: MetricsOptions
    @OptionGroup var autoUpdate: AutoUpdateOptions

    func run() async throws {
        let logger = try logFile.logger(
            "miner", level: options.logging.level, wallet: options.wallet, netuid: options.subtensor.netuid)
        autoUpdate.note(logger)
        let keypair = try options.wallet.keypair()
        let gpus = await GPUQuery.report(path: ProcessInfo.processInfo.environment["PATH"] ?? "")
        let host = EngineHost(
            docker: try options.engine.client(logger: logger), minerHotkey: keypair.account.ss58,
            baseImage: options.baseImage, logger: logger)
        try await host.checkAnswers()
        let network = try options.subtensor.network.network()
        let connection = network.connect(logger: logger)
        let registry = MetricsRegistry()
        registry.addProcess()
        let state = try options.state.connect(logger: logger).map { project in
            RunPublisher(
                project: project, identity: identity(keypair), memory: memory(keypair, logger: logger),
                metrics: registry, logger: logger)
        }
        let miner = try await Miner(
            configuration: try await configuration(keypair, network, connection.chain, gpus: !gpus.gpus.isEmpty),
            keypair: keypair, subtensor: connection.chain, publishing: connection.chain, host: host, gpus: gpus,
            state: state, metrics: registry, logger: logger)
        var services = miner.services + [EngineProof(host: host)]
        if let port = metrics.port { services.append(MetricsServer(registry: registry, port: port, logger: logger)) }
        try await ServiceRunner.run(services, logger: logger)
        await connection.shutdown()
    }

    private func configuration(
        _ keypair: Keypair, _ network: NetworkName, _ chain: ChainSubtensor, gpus: Bool
    ) async throws -> MinerConfiguration {
        var axon = Axon.Configuration(ip: options.axonIP, port: options.axonPort, maxWorkers: maxWorkers)
        axon.unsignedBodies = await bodies(network, chain)
        let data = data(of: keypair)
        return MinerConfiguration(
            netuid: options.subtensor.netuid, axon: axon,
            publication: try options.external.publication(
                ip: options.axonIP, port: options.axonPort, version: axon.version),
            rental: RentalKeeper.Settings(
                sshPort: options.sshPort, sshBind: options.sshBind, baseImage: options.baseImage,
                allowedImages: allowImages.split(separator: ",").map(String.init), gpus: gpus, limits: limits.mode),
            access: try access.rules(), versions: versions.rule,
            hashcat: options.challenge.settings(directory: "\(data)/hashcat"), dataDirectory: data,
            pythonDirectory: FileManager.default.currentDirectoryPath)
    }

    private func data(of keypair: Keypair) -> String {
        options.data.map(Wallet.expanded) ?? MinerOptions.dataDirectory(of: keypair.account)
    }

    /// What the run says of this miner, with those of its flags that other nodes look at.
    private func identity(_ keypair: Keypair) -> RunIdentity {
        RunIdentity(
            keypair: keypair, role: .miner, netuid: Int(options.subtensor.netuid),
            flags: .object([
                "netuid": .integer(Int64(options.subtensor.netuid)), "subtensor": options.subtensor.network.published,
                "ssh": .object(["port": .integer(Int64(options.sshPort))]),
            ]))
    }

    /// Where the run is remembered; the first time, the run that the Python program had.
    private func memory(_ keypair: Keypair, logger: Logger) -> FileRunMemory {
        let database = ProcessInfo.processInfo.environment["SQLITE_DB_PATH"] ?? "database.db"
        return FileRunMemory(
            path: "\(data(of: keypair))/run.json", logger: logger,
            takeOver: { PythonRun.id(of: keypair.account.ss58, path: database) })
    }

    /// What is done with bodies that are not signed: the flag's word, else what suits the network. Where no Python peer is
    /// to be expected every body is signed; on the public networks Python peers rent. An address may lead to a public
    /// network, too; while its chain is away that cannot be known, and the strict side is the safe one.
    private func bodies(_ network: NetworkName, _ chain: ChainSubtensor) async -> UnsignedBodies {
        if let unsignedBodies { return unsignedBodies }
        let genesis = try? await chain.reader.runtimes.runtime().genesis
        return network.isPublic || genesis == NetworkName.finneyGenesis?.bytes ? .allow : .deny
    }
}

extension UnsignedBodies: ExpressibleByArgument {}
