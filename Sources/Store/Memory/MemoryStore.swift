package import Foundation
internal import Synchronization

/// The rentals of one process in memory: the twin of the database for development and tests.
package final class MemoryStore: RentalStore {
    let state: Mutex<MemoryState>
    let stateRuns = Mutex(MemoryStateRuns())
    let leases = Mutex<[String: (owner: String, until: Date)]>([:])

    /// An empty store beside the given tables of the Python program; `minerDetails` maps hotkeys to specs JSON.
    ///
    /// - Parameters:
    ///   - machines: machines beside those of `minerDetails`, and before them.
    ///   - scores: what the table `stats` would hold, by hotkey.
    ///   - firstProofs: what the table `pog_stats` would give, by hotkey.
    package init(
        legacy: [LegacyAllocation] = [], blacklist: Set<String> = [], minerDetails: [String: String] = [:],
        machines: [Machine] = [], scores: [String: Double] = [:], firstProofs: [String: Date] = [:]
    ) {
        let rows = Dictionary(legacy.map { ($0.hotkey, $0) }, uniquingKeysWith: { _, newer in newer })
        let measured = minerDetails.sorted { $0.key < $1.key }.compactMap { hotkey, details in
            MachineSpecs.machine(hotkey: hotkey, details: details)
        }
        state = Mutex(
            MemoryState(
                legacy: rows, details: minerDetails,
                market: MarketRecords(
                    version: 1, machines: machines + measured, scores: scores, blacklist: blacklist,
                    firstProofs: firstProofs)))
    }

    package func reserve(_ intent: RentalIntent) async throws(StoreError) -> Reservation {
        state.withLock { state in
            guard state.rentals[intent.id] == nil, state.legacy[intent.hotkey] == nil,
                !state.rentals.values.contains(where: { $0.hotkey == intent.hotkey })
            else { return .taken }
            let rental = Rental(intent)
            state.rentals[intent.id] = rental
            state.market.version += 1
            if let request = intent.request { state.remember(rental: intent.id, of: request) }
            return .reserved(rental)
        }
    }

    package func activate(_ id: String, _ access: RentalAccess, at date: Date) async throws(StoreError) -> Rental? {
        change(id, told: { NoticeDraft(allocated: $0, at: date) }) { $0.activated(access, at: date) }
    }

    package func beginRelease(
        _ id: String, from states: Set<RentalState>, notify: Bool, at date: Date
    ) async throws(StoreError) -> Rental? {
        change(id) { states.contains($0.state) ? $0.releasing(notify: notify, at: date) : nil }
    }

    package func markLost(_ id: String, at date: Date) async throws(StoreError) -> Rental? {
        change(id, told: { NoticeDraft(lost: $0, at: date) }) { $0.lost(at: date) }
    }

    package func scheduleRelease(_ id: String, attempts: Int, next: Date) async throws(StoreError) {
        _ = change(id) { rental in
            guard rental.state == .releasing || rental.state == .lost else { return nil }
            var scheduled = rental
            scheduled.releaseAttempts = attempts
            scheduled.nextAttemptAt = next
            return scheduled
        }
    }

    package func remove(_ id: String, at date: Date) async throws(StoreError) {
        state.withLock { state in
            guard let rental = state.rentals.removeValue(forKey: id) else { return }
            state.healths[id] = nil
            state.market.version += 1
            if let notice = NoticeDraft(removed: rental, at: date) { state.add(notice) }
        }
    }

    package func rental(hotkey: String) async throws(StoreError) -> Rental? {
        state.withLock { $0.rentals.values.first { $0.hotkey == hotkey } }
    }

    package func rental(id: String) async throws(StoreError) -> Rental? {
        state.withLock { $0.rentals[id] }
    }

    package func rentals(in states: Set<RentalState>) async throws(StoreError) -> [Rental] {
        state.withLock { state in
            state.rentals.values.filter { states.contains($0.state) }
                .sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
        }
    }

    package func legacyAllocations() async throws(StoreError) -> [LegacyAllocation] {
        state.withLock { $0.legacy.values.sorted { $0.hotkey < $1.hotkey } }
    }

    package func adoptLegacy(hotkey: String, at date: Date) async throws(StoreError) -> Rental? {
        state.withLock { $0.adopt(hotkey, at: date) }
    }

    package func adoptLostLegacy(hotkey: String, at date: Date) async throws(StoreError) -> Rental? {
        state.withLock { state in
            guard var rental = state.adopt(hotkey, at: date) else { return nil }
            rental.state = .lost
            state.rentals[rental.id] = rental
            state.add(NoticeDraft(lost: rental, at: date))
            return rental
        }
    }

    package func isBlacklisted(hotkey: String) async throws(StoreError) -> Bool {
        state.withLock { $0.market.blacklist.contains(hotkey) }
    }

    package func minerDetails(hotkey: String) async throws(StoreError) -> String? {
        state.withLock { $0.details[hotkey] }
    }

    /// The hotkeys of active rentals and of the Python program's rows.
    var rented: Set<String> {
        state.withLock { state in
            let ours = Set(state.rentals.values.filter { $0.state == .active }.map(\.hotkey))
            let taken = Set(state.rentals.values.map(\.hotkey))
            return ours.union(state.legacy.keys.filter { !taken.contains($0) })
        }
    }

    private func change(
        _ id: String, told notice: (Rental) -> NoticeDraft? = { _ in nil }, _ transition: (Rental) -> Rental?
    ) -> Rental? {
        state.withLock { state in
            guard let next = state.rentals[id].flatMap(transition) else { return nil }
            state.rentals[id] = next
            if let notice = notice(next) { state.add(notice) }
            return next
        }
    }
}
