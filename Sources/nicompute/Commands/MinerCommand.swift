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

    func run() async throws {
        let logger = try options.logFile.logger(
            "miner", level: options.logging.level, wallet: options.wallet, netuid: options.subnet.netuid)
        options.autoUpdate.note(logger)
        let keypair = try options.wallet.keypair(logger: logger)
        let gpus = await GPUQuery.report(path: ProcessInfo.processInfo.environment["PATH"] ?? "")
        let host = EngineHost(
            docker: try options.engine.client(logger: logger), minerHotkey: keypair.account.ss58,
            baseImage: options.baseImage, logger: logger)
        try await host.checkAnswers()
        let network = try options.network.network()
        let connection = network.connect(logger: logger)
        let registry = MetricsRegistry()
        registry.addProcess()
        let ending = ServiceEnding()
        let state = try options.state.connect(logger: logger).map { project in
            RunPublisher(
                project: project, identity: try identity(keypair), memory: memory(keypair, logger: logger),
                exitCode: { ending.exitCode }, metrics: registry, logger: logger)
        }
        let miner = try await Miner(
            configuration: try configuration(
                keypair, network, connection.chain, gpus: !gpus.gpus.isEmpty, logger: logger),
            keypair: keypair, subtensor: connection.chain, publishing: connection.chain, host: host, gpus: gpus,
            state: state, metrics: registry, logger: logger)
        var services = miner.services + [EngineProof(host: host)]
        if let port = options.metrics.port {
            services.append(MetricsServer(registry: registry, port: port, logger: logger))
        }
        try await ServiceRunner.run(services, ending: ending, logger: logger)
        await connection.shutdown()
    }

    private func configuration(
        _ keypair: Keypair, _ network: NetworkName, _ chain: ChainSubtensor, gpus: Bool, logger: Logger
    ) throws -> MinerConfiguration {
        var axon = Axon.Configuration(ip: options.axonIP, port: options.axonPort, maxWorkers: options.maxWorkers)
        let reach = PublicNetwork(
            name: options.network.name, network: network,
            genesis: { try? await chain.reader.runtimes.runtime().genesis })
        let bodies = UnsignedBodiesChoice(chosen: options.unsignedBodies, network: reach, logger: logger)
        axon.unsignedBodies = bodies.first
        axon.settledBodies = { await bodies.settled() }
        let data = data(of: keypair)
        return MinerConfiguration(
            netuid: options.subnet.netuid, axon: axon,
            publication: try options.external.publication(
                ip: options.axonIP, port: options.axonPort, version: axon.version),
            addressDoubt: options.external.isGiven ? nil : AddressDoubt(isPublic: { await reach.isWide() }),
            rental: RentalKeeper.Settings(
                sshPort: options.sshPort, sshBind: options.sshBind, baseImage: options.baseImage,
                allowedImages: options.allowedImages, gpus: gpus, limits: options.limits.mode),
            access: try options.access.rules(), versions: options.versions.rule,
            hashcat: options.challenge.settings(directory: "\(data)/hashcat"), dataDirectory: data,
            pythonDirectory: FileManager.default.currentDirectoryPath,
            metagraphFile: MetagraphFile(
                path: "\(data)/metagraph.json", network: network, netuid: options.subnet.netuid,
                member: keypair.account),
            checksBlockTime: network.isPublic)
    }

    private func data(of keypair: Keypair) -> String {
        options.data.map(Wallet.expanded) ?? MinerOptions.dataDirectory(of: keypair.account)
    }

    /// What the run says of this miner, with those of its flags that others may know.
    private func identity(_ keypair: Keypair) throws -> RunIdentity {
        RunIdentity(
            keypair: keypair, role: .miner, netuid: Int(options.subnet.netuid), flags: try options.published())
    }

    /// Where the run is remembered; the first time, the run that the Python program had.
    private func memory(_ keypair: Keypair, logger: Logger) -> FileRunMemory {
        let database = PythonRun.path(environment: ProcessInfo.processInfo.environment)
        return FileRunMemory(
            path: "\(data(of: keypair))/run.json", logger: logger,
            takeOver: { try PythonRun.id(of: keypair.account.ss58, path: database) })
    }
}

extension UnsignedBodies: ExpressibleByArgument {}
