import Failpoints
import Foundation
import Keys
import Logging
package import Store
import Timing

/// Rents machines out and takes them back: what the REST API and the command line are two faces of.
///
/// The intent is durable before the miner is asked to provision, the outcome before anyone is told.
package struct RentalDesk: Sendable {
    let store: any MarketStore
    let miners: MinerDirectory
    let calls: MinerCalls
    let keys: RenterKeyPool
    let releaser: Releaser
    let inFlight: InFlight
    let penalized: @Sendable () -> Set<String>
    let probe: @Sendable (_ ip: String, _ port: Int) async -> Bool
    let patience: Duration
    let now: @Sendable () -> Date
    let logger: Logger
    let failures = RecentFailures()

    /// Days that `allocate_hotkey` rents for.
    package static let days = 30
    /// Seconds for which the last good chain data may found a new rental.
    static let oldestChain: Double = 24 * 3_600
    static let notAvailable = "Requested resource is not available."

    /// - Parameters:
    ///   - penalized: The miners that are out of the market, beside those of the store's blacklist.
    ///   - patience: How long `allocate_spec` begins with further machines.
    init(
        store: any MarketStore, miners: MinerDirectory, calls: MinerCalls, keys: RenterKeyPool, releaser: Releaser,
        inFlight: InFlight, penalized: @escaping @Sendable () -> Set<String> = { [] },
        probe: @escaping @Sendable (String, Int) async -> Bool, patience: Duration = .seconds(480),
        now: @escaping @Sendable () -> Date, logger: Logger
    ) {
        self.store = store
        self.miners = miners
        self.calls = calls
        self.keys = keys
        self.releaser = releaser
        self.inFlight = inFlight
        self.penalized = penalized
        self.probe = probe
        self.patience = patience
        self.now = now
        self.logger = logger
    }

    /// True once the machine is released, false when the release is accepted and goes on.
    package func deallocate(hotkey: String, uuid: String, notify: Bool) async throws(RentalProblem) -> Bool {
        let hotkey = (try? AccountID(ss58: hotkey))?.ss58 ?? hotkey
        do {
            let record: Rental
            if let live = try await store.rental(hotkey: hotkey), live.state != .reserved {
                guard ConstantTime.equal(live.uuid, uuid) else { throw RentalProblem.wrongUUID }
                record = live
            } else if let row = try await store.legacyAllocations().first(where: { $0.hotkey == hotkey }) {
                guard ConstantTime.equal(row.uuid, uuid) else { throw RentalProblem.wrongUUID }
                guard let adopted = try await store.adoptLegacy(hotkey: hotkey, at: now()) else {
                    throw RentalProblem.noRecord
                }
                record = adopted
            } else {
                throw RentalProblem.noRecord
            }
            guard let owed = try await store.beginRelease(record.id, notify: notify, at: now()) else { return true }
            inFlight.insert(owed.id)
            defer { inFlight.remove(owed.id) }
            await failpoint("api.release-recorded")
            return try await releaser.release(owed, tries: 3)
        } catch let problem as RentalProblem {
            throw problem
        } catch {
            throw .unavailable("\(error)")
        }
    }

    /// All active rentals, those of the Python program's table included.
    package func allocations() async throws(StoreError) -> [AllocationView] {
        try await store.rentals(in: [.active]).map(AllocationView.init)
            + store.legacyAllocations().map(AllocationView.init)
    }

    /// The release of a rental that nobody will use is recorded, and tried at once; the resolver goes on with it.
    ///
    /// - Parameter states: In others it is left as it is.
    func withdraw(_ id: String, from states: Set<RentalState>, tries: Int = 1) async {
        inFlight.insert(id)
        defer { inFlight.remove(id) }
        // Without that record the container would stand until the lease is over: a store that is away is waited for.
        for wait in Backoff(first: .seconds(1), most: .seconds(60)) {
            do {
                guard let owed = try await store.beginRelease(id, from: states, notify: false, at: now()) else {
                    return
                }
                _ = try await releaser.release(owed, tries: tries)
                return
            } catch {
                logger.error(
                    "a rental cannot be withdrawn yet", metadata: ["allocation": "\(id)", "reason": "\(error)"])
                guard await Pacing.pause(wait) else { return }
            }
        }
    }

    func failpoint(_ name: String) async {
        try? await Failpoint(name).reach()
    }
}
