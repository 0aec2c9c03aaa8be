import AsyncHTTPClient
import Chain
import Foundation
import Keys
import Logging
import Market
import Store
import Synchronization
import Testing
import Wire

@testable import AllocationAPI

/// A desk and a miner that talk over real, signed HTTP on loopback.
struct Marketplace: Sendable {
    let miner: ScriptedMiner
    let hotkey: String
    let store: FlakyStore
    let clock: TestDate
    let desk: RentalDesk
    let metagraph: MetagraphCache
    let dendrite: Dendrite
    private let releaser: Releaser
    let inFlight: InFlight
    let pairs: TestKeys

    static let quiet = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    /// Runs `body` with a desk whose only miner is free; with `staleAxon`, the metagraph in memory has that address.
    static func with(
        store: FlakyStore = FlakyStore(), limits: MinerCalls.Limits = .init(), staleAxon: AxonInfo? = nil,
        _ body: @escaping @Sendable (Marketplace) async throws -> Void
    ) async throws {
        let miner = ScriptedMiner()
        let (keypair, renter) = (Keypair.generate(), Keypair.generate())
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let axon = Axon(
            configuration: .init(ip: "127.0.0.1", port: 0, unsignedBodies: .deny), keypair: keypair,
            standing: EveryoneMayCall(), ledger: NonceLedger(), routes: [miner.route], logger: quiet,
            listening: { port.yield($0) })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { port.finish() }
                try await axon.run()
            }
            var listening: Int?
            for await number in ports {
                listening = number
                break
            }
            let clock = TestDate()
            let axon = AxonInfo(ip: "127.0.0.1", port: try #require(listening), version: 190)
            let chain = OneMiner(hotkey: keypair.account, first: staleAxon ?? axon, axon: axon)
            let metagraph = try await MetagraphCache(
                subtensor: chain, netuid: 27, interval: .seconds(600), logger: quiet, now: { clock.now })
            let dendrite = Dendrite(keypair: renter, http: .dendrite, ip: "127.0.0.1")
            try await body(
                Marketplace(
                    miner: miner, keypair: keypair, store: store, clock: clock, metagraph: metagraph,
                    dendrite: dendrite, limits: limits))
            group.cancelAll()
        }
    }

    private init(
        miner: ScriptedMiner, keypair: Keypair, store: FlakyStore, clock: TestDate, metagraph: MetagraphCache,
        dendrite: Dendrite, limits: MinerCalls.Limits
    ) {
        self.miner = miner
        self.store = store
        self.clock = clock
        self.metagraph = metagraph
        self.dendrite = dendrite
        hotkey = keypair.account.ss58
        inFlight = InFlight()
        let miners = MinerDirectory(metagraph: metagraph)
        let calls = MinerCalls(dendrite: dendrite, limits: limits)
        releaser = Releaser(store: store, miners: miners, calls: calls, now: { clock.now }, logger: Self.quiet)
        let pairs = TestKeys()
        self.pairs = pairs
        desk = RentalDesk(
            store: store, miners: miners, calls: calls, keys: RenterKeyPool { try pairs.next() }, releaser: releaser,
            inFlight: inFlight,
            probe: { _, _ in true }, now: { clock.now }, logger: Self.quiet)
    }

    /// A resolver of another process, or of this one after a restart.
    func resolver(alone: Bool) -> RentalResolver {
        RentalResolver(
            store: store, releaser: releaser, inFlight: inFlight, alone: alone, interval: .seconds(2),
            now: { clock.now }, logger: Self.quiet)
    }

    func rent(docker: DockerRequirement = .init()) async throws -> Rental {
        try await desk.allocate(hotkey: hotkey, docker: docker)
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

/// An axon's door that is open.
private struct EveryoneMayCall: CallerStanding {
    func standing(of hotkey: AccountID) -> Standing { .admitted(priority: 1) }
}

/// A chain that knows one miner, which may have moved since the first look.
private final class OneMiner: Subtensor {
    private let hotkey: AccountID
    private let first: AxonInfo
    private let axon: AxonInfo
    private let looks = Mutex(0)

    init(hotkey: AccountID, first: AxonInfo, axon: AxonInfo) {
        self.hotkey = hotkey
        self.first = first
        self.axon = axon
    }

    func block() async throws(SubtensorError) -> UInt64 { 1 }

    func metagraph(netuid: UInt16) async throws(SubtensorError) -> Metagraph {
        let look = looks.withLock { looks in
            looks += 1
            return looks
        }
        let neuron = Neuron(uid: 0, hotkey: hotkey, coldkey: hotkey, stake: 0, axon: look == 1 ? first : axon)
        return Metagraph(netuid: netuid, block: 1, neurons: [neuron])
    }
}
