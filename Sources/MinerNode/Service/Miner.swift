package import Chain
import JSON
package import Keys
package import Logging
import Market
package import Monitoring
package import ServiceLifecycle
package import SharedState
import Wire

/// A miner as a process: everything it consists of, wired on one page.
package struct Miner: Sendable {
    /// The services in the order in which they depend on each other.
    package let services: [any Service]
    /// The machine's allocation.
    package let keeper: RentalKeeper
    private let lock: DirectoryLock

    /// A miner whose engine works, whose state is reconciled and whose base image is ready or being built.
    ///
    /// - Parameters:
    ///   - publishing: Where the axon is published; nil where nothing is.
    ///   - state: The miner's run in the shared state; nil where there is none.
    ///   - metrics: Where its figures go.
    ///   - listening: Called with the axon's port once requests are accepted.
    ///   - published: Called each time the chain was seen to have the axon's address.
    /// - Throws: ``MinerProblem``, or what a broken state file says.
    package init(
        configuration: MinerConfiguration, keypair: Keypair, subtensor: any Subtensor,
        publishing: (any AxonPublishing)? = nil, host: any ContainerHost, gpus: GPUReport,
        state: RunPublisher? = nil, metrics: MetricsRegistry = MetricsRegistry(), logger: Logger,
        listening: @escaping @Sendable (Int) async -> Void = { _ in },
        published: @escaping @Sendable () async -> Void = {}
    ) async throws {
        let data = configuration.dataDirectory
        try PrivateFile.makeDirectory(data)
        lock = try DirectoryLock(data)
        var ledger = try MinerLedger(path: "\(data)/state.json")
        let nonces = try NonceLedger(path: "\(data)/nonce-mark")
        Self.log(gpus, logger)
        if let directory = configuration.pythonDirectory {
            try await PythonRental.takeOver(from: directory, ledger: &ledger, host: host, now: .now(), logger: logger)
        }
        let engine = await host.dataRoot()
        let machine = MachineReader(dataDirectory: data, engineDirectory: engine, gpus: gpus.gpus)
        let keeper = RentalKeeper(
            host: host, ledger: ledger, settings: configuration.rental, machine: { machine.read() }, metrics: metrics,
            logger: logger)
        await keeper.reconcile()
        self.keeper = keeper
        let reconciler = Reconciler(keeper: keeper, interval: configuration.reconcileInterval)
        let metagraph = try await Self.metagraph(configuration, subtensor, meanwhile: reconciler, logger: logger)
        guard metagraph.current.neuron(of: keypair.account) != nil else {
            throw MinerProblem.notRegistered(keypair.account, netuid: configuration.netuid)
        }
        MinerMetrics.watch(metrics, keeper: keeper, metagraph: metagraph, state: state, gpus: gpus.gpus.count)
        let pace = BlockPace(metagraph: metagraph)
        let reader = SpecsReader(dataDirectory: data, engineDirectory: engine, gpus: gpus)
        let specs = SpecsRefresh(reader: reader, pace: pace) { specs in
            await state?.publish(["specs": specs.json])
        }
        let runner = configuration.hashcat.map { HashcatRunner(settings: $0) }
        let standing = MinerStanding(
            rules: configuration.access, metagraph: metagraph,
            versions: VersionWatch(rule: configuration.versions, metrics: metrics, logger: logger))
        let routes = [
            Self.allocate(keeper), Self.specs(specs),
            Self.challenge(ChallengeHandler(runner: runner, logger: logger)),
        ]
        let axon = Axon(
            configuration: configuration.axon, keypair: keypair, standing: standing, ledger: nonces, routes: routes,
            metrics: metrics, logger: logger, listening: listening)
        var services: [any Service] = [
            metagraph, BaseImageBuilder(host: host, logger: logger), reconciler, specs, axon,
            RegistrationWatch(metagraph: metagraph, account: keypair.account, pace: pace, logger: logger),
        ]
        if let runner { services.append(HashcatWarmUp(runner: runner, logger: logger)) }
        if let publishing, let publication = configuration.publication {
            services.append(
                AxonPublisher(
                    chain: publishing, publication: publication, doubt: configuration.addressDoubt,
                    netuid: configuration.netuid, keypair: keypair, pace: pace, logger: logger, published: published))
        }
        if let state {
            // Before all others, so that it ends after them: the last state is told, too.
            services.insert(state, at: 0)
            services += [
                OccupancyReport(keeper: keeper, publisher: state),
                ChainReport(
                    metagraph: metagraph, account: keypair.account, pace: pace, publisher: state,
                    arePortsOpen: Self.reach(configuration, keeper)),
            ]
        }
        self.services = services
    }

    /// Asks for the published ports at which somebody listens now.
    private static func reach(
        _ configuration: MinerConfiguration, _ keeper: RentalKeeper
    ) -> @Sendable () async -> Bool? {
        guard let publication = configuration.publication else { return { nil } }
        return {
            var ports = [Int(publication.port)]
            // The SSH port of a free machine is closed, and that is no fault.
            if case .allocated = await keeper.state { ports.append(configuration.rental.sshPort) }
            return await PortReach.arePortsOpen(host: publication.address.text, ports: ports)
        }
    }

    private static func log(_ gpus: GPUReport, _ logger: Logger) {
        if let problem = gpus.problem { logger.warning("GPUs", metadata: ["problem": "\(problem)"]) }
        guard let first = gpus.gpus.first else {
            logger.warning("no GPU found, renting out CPU only")
            return
        }
        logger.info(
            "GPUs found",
            metadata: [
                "count": "\(gpus.gpus.count)", "name": "\(first.name)", "source": "\(gpus.source.rawValue)",
            ])
    }

    /// The metagraph, waited for while the chain is away: a rental that stands is looked after meanwhile.
    private static func metagraph(
        _ configuration: MinerConfiguration, _ subtensor: any Subtensor, meanwhile reconciler: Reconciler,
        logger: Logger
    ) async throws -> MetagraphCache {
        try await withThrowingTaskGroup(of: MetagraphCache?.self) { group in
            group.addTask {
                try await MetagraphCache(
                    subtensor: subtensor, netuid: configuration.netuid, interval: configuration.metagraphInterval,
                    oncePerBlock: true, patience: MetagraphCache.startPatience, memory: configuration.metagraphFile,
                    checksTime: configuration.checksBlockTime, logger: logger)
            }
            group.addTask {
                try await reconciler.run()
                return nil
            }
            defer { group.cancelAll() }
            while let result = try await group.next() {
                if let result { return result }
            }
            throw CancellationError()
        }
    }

    /// Added to the caller's stake: `Allocate` goes before `Challenge` (``ChallengeHandler/priority``), and that before
    /// `Specs`.
    private static let allocatePriority: Double = 3
    private static let specsPriority: Double = 1

    private static func allocate(_ keeper: RentalKeeper) -> MessageRoute {
        MessageRoute(
            Allocate.name, bonus: allocatePriority, acts: { (message: Allocate) in message.isBounded },
            handler: { message, caller in
                var answer = message
                answer.output = await keeper.answer(message, from: caller)
                return answer
            })
    }

    private static func specs(_ specs: SpecsRefresh) -> MessageRoute {
        MessageRoute(
            Specs.name, bonus: specsPriority,
            handler: { (message: Specs, _) in
                var answer = message
                answer.specsOutput = await specs.current().json.serializedText
                return answer
            })
    }

    private static func challenge(_ handler: ChallengeHandler) -> MessageRoute {
        MessageRoute(
            Challenge.name, bonus: ChallengeHandler.priority,
            handler: { (message: Challenge, caller) in await handler.answer(message, from: caller) })
    }
}
