import AllocationAPI
import AsyncHTTPClient
import Chain
import Docker
import Foundation
import JSON
import Keys
import Logging
import MinerNode
import ServiceLifecycle
import SharedState
import Store
import Wire

/// The roles of a local network, which begin once the chain answers: registered, built, run.
struct LocalnetNodes: Service {
    let configuration: LocalnetConfiguration
    let plan: LocalnetPlan
    let wallets: LocalnetWallets
    let certificates: CertificatePaths
    let network: NetworkName
    /// The hub's address.
    let hub: String
    let docker: DockerClient
    let logger: Logger
    /// Has an element once the chain accepts connections.
    let chainListens: AsyncStream<Int>
    /// Called with a line about each machine, by hotkey.
    let ready: @Sendable (_ specs: [String: String]) async -> Void

    func run() async throws {
        guard await chainIsThere() else { return }
        let connection = network.connect(logger: logger)
        do {
            try await serve(connection)
        } catch {
            await connection.shutdown()
            throw error
        }
        await connection.shutdown()
    }

    /// The engine as one miner uses it.
    func host(_ member: LocalnetPlan.Member, _ keys: LocalnetWallets.Keys) -> EngineHost {
        EngineHost(
            docker: docker, minerHotkey: keys.hotkey.account.ss58, baseImage: configuration.baseImage,
            logger: logger.labelled(member.wallet))
    }

    /// False when the network is stopped before its chain was there.
    private func chainIsThere() async -> Bool {
        for await _ in chainListens.cancelOnGracefulShutdown() { return true }
        return false
    }

    private func serve(_ connection: ChainConnection) async throws {
        try await register(connection.chain)
        let metagraph = try await MetagraphCache(
            subtensor: connection.chain, netuid: configuration.netuid, interval: pace, oncePerBlock: true,
            logger: logger.labelled("api"))
        let targets = zip(plan.miners, wallets.miners).map {
            AxonTarget(hotkey: $1.hotkey.account, ip: $0.ip, port: $0.axonPort)
        }
        let readiness = Readiness(parts: 2 * plan.miners.count + 1) {
            // The API is to know the axons that were published just now: a reading that was in flight may be of a block
            // before, the next one is not.
            await metagraph.refresh()
            await metagraph.refresh()
            await ready(await LocalnetSpecs.ask(targets, as: wallets.validator.hotkey))
        }
        let gpus = await GPUQuery.report(path: ProcessInfo.processInfo.environment["PATH"] ?? "")
        var services: [any Service] = []
        for (member, keys) in zip(plan.miners, wallets.miners) {
            services += try await miner(member, keys, gpus, connection, readiness).services
        }
        // Another API may use this network's database.
        let presence = try ProcessPresence(path: store + ".lock")
        defer { withExtendedLifetime(presence) {} }
        services += try api(metagraph, presence, readiness).services
        var group = ServiceGroupConfiguration(
            services: services.map {
                .init(
                    service: $0, successTerminationBehavior: .gracefullyShutdownGroup,
                    failureTerminationBehavior: .gracefullyShutdownGroup)
            }, logger: logger)
        group.maximumGracefulShutdownDuration = .seconds(10)
        try await ServiceGroup(configuration: group).run()
    }

    /// Every miner's hotkey is a neuron of the subnet, paid for by its coldkey.
    private func register(_ chain: any Registering) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (member, keys) in zip(plan.miners, wallets.miners) {
                group.addTask {
                    let outcome = try await chain.burnedRegister(
                        hotkey: keys.hotkey.account, netuid: configuration.netuid, coldkey: keys.coldkey, atMost: nil)
                    switch outcome {
                    case .registered, .alreadyRegistered:
                        logger.info("registered", metadata: ["miner": "\(member.wallet)", "outcome": "\(outcome)"])
                    default: throw NotRegistered(miner: member.wallet, outcome: outcome)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// A miner could not be registered, which the local chain's own rules prevent.
    struct NotRegistered: Error, CustomStringConvertible {
        let miner: String
        let outcome: RegistrationOutcome
        var description: String { "\(miner) could not be registered: \(outcome)" }
    }

    /// How often the chain is looked at: once a block, but not more than every quarter of a second.
    private var pace: Duration { .seconds(max(0.25, min(5, configuration.blockTime))) }

    private func miner(
        _ member: LocalnetPlan.Member, _ keys: LocalnetWallets.Keys, _ gpus: GPUReport,
        _ connection: ChainConnection, _ readiness: Readiness
    ) async throws -> Miner {
        var axon = Axon.Configuration(ip: member.ip, port: member.axonPort)
        axon.unsignedBodies = .deny
        let publication = ChainAddress(member.ip).map {
            AxonPublication(address: $0, port: UInt16(clamping: member.axonPort), version: UInt32(axon.version))
        }
        let isPublished = Readiness(parts: 1) { await readiness.oneMore() }
        return try await Miner(
            configuration: MinerConfiguration(
                netuid: configuration.netuid, axon: axon, publication: publication,
                rental: .init(
                    sshPort: member.sshPort, sshBind: member.ip, baseImage: configuration.baseImage,
                    gpus: !gpus.gpus.isEmpty),
                dataDirectory: "\(configuration.directory)/\(member.wallet)", metagraphInterval: pace),
            keypair: keys.hotkey, subtensor: connection.chain, publishing: connection.chain,
            host: host(member, keys), gpus: gpus,
            state: RunPublisher(
                project: try project(member.wallet), identity: identity(keys.hotkey, .miner),
                memory: FileRunMemory(
                    path: "\(configuration.directory)/\(member.wallet)/run.json",
                    logger: logger.labelled(member.wallet)),
                logger: logger.labelled(member.wallet)),
            logger: logger.labelled(member.wallet),
            listening: { _ in await readiness.oneMore() }, published: { await isPublished.oneMore() })
    }

    /// The hub, as the node `part` sees it.
    private func project(_ part: String) throws -> WandbProject {
        WandbProject(
            address: try WandbAddress(base: hub), key: nil, http: .wandb, version: configuration.version,
            logger: logger.labelled(part))
    }

    private func identity(_ hotkey: Keypair, _ role: RunRole) -> RunIdentity {
        let netuid = Int64(configuration.netuid)
        return RunIdentity(
            keypair: hotkey, role: role, netuid: Int(netuid),
            flags: .object(["netuid": .integer(netuid), "subtensor": .object(["network": "local"])]))
    }

    /// The API's database.
    private var store: String { "\(configuration.directory)/database.db" }

    private func api(
        _ metagraph: MetagraphCache, _ presence: ProcessPresence, _ readiness: Readiness
    ) throws -> AllocationService {
        let log = logger.labelled("api")
        let tls = ServerTLS(
            keyPath: certificates.serverKey, certificatePath: certificates.server, authorityPath: certificates.ca)
        let store = try SQLiteStore(path: self.store, logger: log)
        let hotkey = wallets.validator.hotkey
        let project = try project("api")
        let state = StatePart(
            publisher: RunPublisher(
                project: project, identity: identity(hotkey, .validator),
                memory: StoreRunMemory(store: store, hotkey: hotkey.account.ss58), logger: log),
            board: StateBoard(project: project, netuid: Int(configuration.netuid), logger: log), store: store)
        return try AllocationService(
            configuration: .init(
                ip: "127.0.0.1", port: plan.apiPort, tls: tls, healthInterval: configuration.healthInterval,
                hasTestEndpoints: configuration.hasTestEndpoints, version: configuration.version),
            store: store, metagraph: metagraph,
            dendrite: Dendrite(keypair: hotkey, http: .dendrite, ip: "127.0.0.1"), state: state,
            alone: presence.isAlone, since: presence.since, logger: log, listening: { _ in await readiness.oneMore() })
    }
}

extension Logger {
    fileprivate func labelled(_ part: String) -> Logger {
        var logger = self
        logger[metadataKey: "part"] = "\(part)"
        return logger
    }
}
