import AsyncHTTPClient
import Chain
import Foundation
import JSON
import Keys
import Market
import Store
import Synchronization
import TestSupport
import Testing
import Wire

@testable import AllocationAPI

/// A desk and its miners, which talk over real, signed HTTP on loopback.
struct Marketplace: Sendable {
    let miners: [ScriptedMiner]
    let hotkeys: [String]
    let store: FlakyStore
    let clock: TestDate
    let desk: RentalDesk
    let chain: SmallChain
    let metagraph: MetagraphCache
    let dendrite: Dendrite
    private let releaser: Releaser
    private let leaseClock: LeaseClock
    let inFlight: InFlight
    let pairs: TestKeys
    let work = DetachedWork()

    /// The first miner.
    var miner: ScriptedMiner { miners[0] }
    var hotkey: String { hotkeys[0] }

    /// What a test may want to be different.
    struct Settings: Sendable {
        var limits = MinerCalls.Limits()
        var patience = Duration.seconds(480)
        /// Positions of miners that are out of the market.
        var penalized: Set<Int> = []
        /// Its miners sign nothing, as Python's.
        var isPython = false
        /// The address that the metagraph in memory has of the first miner.
        var staleAxon: AxonInfo?
    }

    /// Runs `body` with a desk whose miners are free; their uids are their positions.
    /// - Parameter store: Made with their hotkeys.
    static func with(
        miners count: Int = 1, store: @Sendable ([String]) -> FlakyStore = { _ in FlakyStore() },
        _ settings: Settings = Settings(), _ body: @escaping @Sendable (Marketplace) async throws -> Void
    ) async throws {
        let miners = (0..<count).map { _ in ScriptedMiner() }
        let keypairs = miners.map { _ in Keypair.generate() }
        let renter = Keypair.generate()
        let (ports, port) = AsyncStream.makeStream(of: (Int, Int).self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (position, miner) in miners.enumerated() {
                if settings.isPython {
                    group.addTask {
                        defer { port.finish() }
                        try await PlainMiner(miner: miner).run { port.yield((position, $0)) }
                    }
                    continue
                }
                let axon = Axon(
                    configuration: .init(ip: "127.0.0.1", port: 0, unsignedBodies: .deny),
                    keypair: keypairs[position], standing: miner, ledger: NonceLedger(),
                    routes: [miner.route], logger: .silent, listening: { port.yield((position, $0)) })
                group.addTask {
                    defer { port.finish() }
                    try await axon.run()
                }
            }
            var listening: [Int: Int] = [:]
            for await (position, number) in ports {
                listening[position] = number
                if listening.count == count { break }
            }
            let clock = TestDate()
            var neurons: [Neuron] = []
            for (position, keypair) in keypairs.enumerated() {
                let number = try #require(listening[position])
                neurons.append(
                    Neuron(
                        uid: UInt16(position), hotkey: keypair.account, coldkey: keypair.account, stake: 0,
                        axon: AxonInfo(ip: "127.0.0.1", port: number, version: 190)))
            }
            let chain = SmallChain(neurons: neurons, staleAxon: settings.staleAxon)
            let metagraph = try await MetagraphCache(
                subtensor: chain, netuid: 27, interval: .seconds(600), logger: .silent, now: { clock.now })
            let dendrite = Dendrite(keypair: renter, http: .dendrite, ip: "127.0.0.1")
            let hotkeys = keypairs.map(\.account.ss58)
            try await body(
                Marketplace(
                    miners: miners, hotkeys: hotkeys, store: store(hotkeys), clock: clock, chain: chain,
                    metagraph: metagraph, dendrite: dendrite, settings: settings))
            group.cancelAll()
        }
    }

    private init(
        miners: [ScriptedMiner], hotkeys: [String], store: FlakyStore, clock: TestDate, chain: SmallChain,
        metagraph: MetagraphCache, dendrite: Dendrite, settings: Settings
    ) {
        self.miners = miners
        self.hotkeys = hotkeys
        self.store = store
        self.clock = clock
        self.chain = chain
        self.metagraph = metagraph
        self.dendrite = dendrite
        inFlight = InFlight()
        let directory = MinerDirectory(metagraph: metagraph)
        let calls = MinerCalls(dendrite: dendrite, limits: settings.limits)
        let leaseClock = LeaseClock(now: { clock.now }, uptime: { clock.uptime }, logger: .silent)
        self.leaseClock = leaseClock
        releaser = Releaser(store: store, miners: directory, calls: calls, clock: leaseClock, logger: .silent)
        let pairs = TestKeys()
        self.pairs = pairs
        let penalized = Set(settings.penalized.map { hotkeys[$0] })
        desk = RentalDesk(
            store: store, miners: directory, calls: calls, keys: RenterKeyPool { try pairs.next() },
            releaser: releaser, inFlight: inFlight, penalized: { penalized }, probe: { _, _ in true },
            patience: settings.patience, now: { clock.now }, logger: .silent)
    }

    /// The ledger of a process that starts now.
    func ledger(owner: String = "this process", alone: Bool = true) -> RequestLedger {
        RequestLedger(
            store: store, desk: desk, owner: owner, alone: alone, since: clock.now, now: { [clock] in clock.now },
            logger: .silent)
    }

    /// A resolver of another process, or of this one after a restart.
    /// - Parameter since: When it came; nil for now.
    func resolver(alone: Bool, since: Date? = nil) -> RentalResolver {
        RentalResolver(
            store: store, releaser: releaser, inFlight: inFlight, alone: alone, since: since ?? clock.now,
            interval: .seconds(2), clock: leaseClock, logger: .silent)
    }

    /// A rental of the first miner that was made before: active, in the store and at the miner.
    /// - Parameters:
    ///   - hotkey: Of the miner that rented it out, where not the first one.
    ///   - hostKey: What that told of its container's host key.
    func rentedBefore(hotkey other: String? = nil, hostKey: String = "") async throws -> Rental {
        let key = try pairs.next()
        if other == nil { miner.change { $0.rentedBy = key.publicPEM } }
        let intent = RentalIntent(
            id: key.allocationID.hex, hotkey: other ?? hotkey, uuid: "u", publicKey: key.publicPEM, privateKey: "",
            sshKey: "", ip: "127.0.0.1", expiresAt: clock.now.addingTimeInterval(30 * 86_400), createdAt: clock.now)
        _ = try await store.reserve(intent)
        let access = RentalAccess(
            username: "root", password: "p", port: 4_444, resource: "", minerVersion: 190, hostKey: hostKey)
        return try #require(try await store.activate(intent.id, access, at: clock.now))
    }

    func rent(docker: DockerRequirement = .init()) async throws -> Rental {
        try await desk.allocate(hotkey: hotkey, docker: docker)
    }

    /// What `allocate_spec` gives for the defaults of the API, or for `members`.
    func rentAny(
        _ members: [String: JSONValue] = [:], wanted: @escaping @Sendable () -> Bool = { true }
    ) async throws -> RentalDesk.Choice {
        let wish = try SpecRequirement(members)
        return try await desk.allocate(wish.device, days: wish.days, docker: .init(), wanted: wanted)
    }

    /// What is owed to the miner is released, and nothing is left of the rental that failed.
    func expectNothingLeft(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        #expect(try await record()?.state == .releasing, sourceLocation: sourceLocation)
        await resolver(alone: false).resolve(atStart: false)
        #expect(try await record() == nil, sourceLocation: sourceLocation)
        #expect(miner.now.rentedBy == nil, sourceLocation: sourceLocation)
    }

    /// The record of the miner's rental, whatever its state.
    func record() async throws -> Rental? { try await store.rental(hotkey: hotkey) }
}
