package import Chain
package import Keys
package import Logging
import Market
package import ServiceLifecycle
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
    ///   - listening: Called with the axon's port once requests are accepted.
    ///   - published: Called each time the chain was seen to have the axon's address.
    /// - Throws: ``MinerProblem``, or what a broken state file says.
    package init(
        configuration: MinerConfiguration, keypair: Keypair, subtensor: any Subtensor,
        publishing: (any AxonPublishing)? = nil, host: any ContainerHost, gpus: [Machine.GPU], logger: Logger,
        listening: @escaping @Sendable (Int) async -> Void = { _ in },
        published: @escaping @Sendable () async -> Void = {}
    ) async throws {
        try PrivateFile.makeDirectory(configuration.dataDirectory)
        lock = try DirectoryLock(configuration.dataDirectory)
        let ledger = try MinerLedger(path: "\(configuration.dataDirectory)/state.json")
        let nonces = try NonceLedger(path: "\(configuration.dataDirectory)/nonce-mark")
        if gpus.isEmpty { logger.warning("no GPU found, renting out CPU only") }
        let machine = MachineReader(dataDirectory: configuration.dataDirectory, gpus: gpus)
        let keeper = RentalKeeper(
            host: host, ledger: ledger, settings: configuration.rental, machine: { machine.read() }, logger: logger)
        await keeper.reconcile()
        self.keeper = keeper
        let reconciler = Reconciler(keeper: keeper, interval: configuration.reconcileInterval)
        let metagraph = try await Self.metagraph(configuration, subtensor, meanwhile: reconciler, logger: logger)
        guard metagraph.current.neuron(of: keypair.account) != nil else {
            throw MinerProblem.notRegistered(keypair.account, netuid: configuration.netuid)
        }
        let axon = Axon(
            configuration: configuration.axon, keypair: keypair,
            standing: MinerStanding(rules: configuration.access, metagraph: metagraph), ledger: nonces,
            routes: [Self.allocate(keeper)], logger: logger, listening: listening)
        var services: [any Service] = [
            metagraph, BaseImageBuilder(host: host, logger: logger), reconciler, axon,
        ]
        if let publishing, let publication = configuration.publication {
            services.append(
                AxonPublisher(
                    chain: publishing, publication: publication, netuid: configuration.netuid, keypair: keypair,
                    interval: configuration.publishInterval, logger: logger, published: published))
        }
        self.services = services
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
                    oncePerBlock: true, patience: MetagraphCache.startPatience, logger: logger)
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

    /// Added to the caller's stake for `Allocate`, which goes before other messages.
    static let allocatePriority: Double = 3

    private static func allocate(_ keeper: RentalKeeper) -> MessageRoute {
        MessageRoute(
            Allocate.name, bonus: allocatePriority, acts: { (message: Allocate) in !message.checking },
            handler: { message, caller in
                var answer = message
                answer.output = await keeper.answer(message, from: caller)
                return answer
            })
    }
}
