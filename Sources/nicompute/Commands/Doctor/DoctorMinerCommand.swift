import ArgumentParser
import Chain
import Docker
import Foundation
import Keys
import Logging
import MinerNode
import SharedState
import Wire

/// `nicompute doctor miner`: checks what a miner with the same flags needs.
struct DoctorMinerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "miner", abstract: "Check what `nicompute miner` with the same flags needs.",
        discussion: """
            Give it the miner's flags. It changes nothing: it reads, binds ports for a moment, and runs one container \
            that ends at once. The exit code is 1 when there is a problem; a miner runs with warnings.
            """)

    @OptionGroup var options: MinerOptions

    @Flag(help: "Print one line of JSON.")
    var json = false

    func run() async throws {
        var logger = options.logging.logger("doctor")
        // What goes wrong is in the report.
        if logger.logLevel == .info { logger.logLevel = .critical }
        // An address that is none ends the miner before it begins, and so it does here.
        _ = try options.access.rules()
        let network = try options.network.network()
        let connection = network.connect(logger: logger)
        let findings = await Doctor.examine(
            MinerDoctor.checks(plan(network, connection.chain), probes(connection.chain, logger: logger)))
        await connection.shutdown()
        print(try DoctorReport(role: "miner", findings: findings).text(json: json))
        if !findings.isHealthy { throw ExitCode.failure }
    }

    private func plan(_ network: NetworkName, _ chain: ChainSubtensor) -> MinerDoctor.Plan {
        MinerDoctor.Plan(
            wallet: Wallet(name: options.wallet.name, root: options.wallet.path), hotkey: options.wallet.hotkey,
            netuid: options.subnet.netuid,
            isPublic: {
                // An address may lead to a public network, too.
                if network.isPublic { return true }
                return (try? await chain.reader.runtimes.runtime().genesis) == NetworkName.finneyGenesis?.bytes
            }, axonIP: options.axonIP,
            axonPort: options.axonPort,
            sshPort: options.sshPort, sshBind: options.sshBind,
            publication: { [options] in
                let version = Axon.Configuration(ip: options.axonIP, port: options.axonPort).version
                return try options.external.publication(ip: options.axonIP, port: options.axonPort, version: version)
            },
            baseImage: options.baseImage, dataDirectory: options.data.map(Wallet.expanded),
            defaultDirectory: MinerOptions.dataDirectory, hashcat: options.challenge.isOn ? options.challenge.path : nil
        )
    }

    private func probes(_ chain: ChainSubtensor, logger: Logger) -> MinerDoctor.Probes {
        var probes = MinerDoctor.Probes(
            hotkey: { [wallet = options.wallet] in try wallet.keypair().account }, subtensor: chain,
            moment: { try await chain.moment() }, engine: engine(logger),
            gpus: { await GPUQuery.report(path: ProcessInfo.processInfo.environment["PATH"] ?? "") })
        let state = options.state
        if state.state != .off { probes.state = { try state.connect(logger: logger) } }
        return probes
    }

    /// The engine; what is wrong with DOCKER_HOST is a finding like others.
    private func engine(_ logger: Logger) -> EngineProbe {
        do {
            return EngineProbe(try options.engine.client(logger: logger), baseImage: options.baseImage)
        } catch {
            return EngineProbe(unusable: error)
        }
    }
}
