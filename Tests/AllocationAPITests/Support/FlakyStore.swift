import Foundation
import Store
import Synchronization

/// A store in memory whose calls fail while a test says so.
final class FlakyStore: MarketStore {
    enum Operation: Sendable {
        case reserve
        case activate
        case beginRelease
        case remove
        case read
        case pause
        case claimRequest
        case finishRequest
        case forgetRequest
        case readNotices
        case settleNotice
    }

    let memory: MemoryStore
    private let failing = Mutex<Set<Operation>>([])
    private let hidesTaken = Mutex(false)

    init(_ memory: MemoryStore = MemoryStore()) { self.memory = memory }

    /// From now on these calls fail, and no others.
    func fail(_ operations: Set<Operation>) { failing.withLock { $0 = operations } }

    /// From now on the market's records are those of a moment before anybody had rented anything.
    func forgetWhatIsTaken() { hidesTaken.withLock { $0 = true } }

    private func check(_ operation: Operation) throws(StoreError) {
        if failing.withLock({ $0.contains(operation) }) { throw .busy }
    }

    func reserve(_ intent: RentalIntent) async throws(StoreError) -> Reservation {
        try check(.reserve)
        return try await memory.reserve(intent)
    }

    func activate(_ id: String, _ access: RentalAccess, at date: Date) async throws(StoreError) -> Rental? {
        try check(.activate)
        return try await memory.activate(id, access, at: date)
    }

    func beginRelease(
        _ id: String, from states: Set<RentalState>, notify: Bool, at date: Date
    ) async throws(StoreError) -> Rental? {
        try check(.beginRelease)
        return try await memory.beginRelease(id, from: states, notify: notify, at: date)
    }

    func markLost(_ id: String, at date: Date) async throws(StoreError) -> Rental? {
        try await memory.markLost(id, at: date)
    }

    func scheduleRelease(_ id: String, attempts: Int, next: Date) async throws(StoreError) {
        try await memory.scheduleRelease(id, attempts: attempts, next: next)
    }

    func remove(_ id: String, at date: Date) async throws(StoreError) {
        try check(.remove)
        try await memory.remove(id, at: date)
    }

    func rental(hotkey: String) async throws(StoreError) -> Rental? {
        try check(.read)
        return try await memory.rental(hotkey: hotkey)
    }

    func rental(id: String) async throws(StoreError) -> Rental? {
        try check(.read)
        return try await memory.rental(id: id)
    }

    func rentals(in states: Set<RentalState>) async throws(StoreError) -> [Rental] {
        try check(.read)
        return try await memory.rentals(in: states)
    }

    func legacyAllocations() async throws(StoreError) -> [LegacyAllocation] { try await memory.legacyAllocations() }

    func adoptLegacy(hotkey: String, at date: Date) async throws(StoreError) -> Rental? {
        try await memory.adoptLegacy(hotkey: hotkey, at: date)
    }

    func adoptLostLegacy(hotkey: String, at date: Date) async throws(StoreError) -> Rental? {
        try await memory.adoptLostLegacy(hotkey: hotkey, at: date)
    }

    func isBlacklisted(hotkey: String) async throws(StoreError) -> Bool {
        try check(.read)
        return try await memory.isBlacklisted(hotkey: hotkey)
    }

    func minerDetails(hotkey: String) async throws(StoreError) -> String? {
        try await memory.minerDetails(hotkey: hotkey)
    }

    func marketVersion() async throws(StoreError) -> Int64 {
        try check(.read)
        return try await memory.marketVersion()
    }

    func marketRecords() async throws(StoreError) -> MarketRecords {
        try check(.read)
        var records = try await memory.marketRecords()
        if hidesTaken.withLock({ $0 }) { records.taken = [] }
        return records
    }
}

extension FlakyStore {
    func claimRequest(
        _ key: String, fingerprint: String, owner: String, lifetime: Double, at date: Date
    ) async throws(StoreError) -> RequestClaim {
        try check(.claimRequest)
        return try await memory.claimRequest(
            key, fingerprint: fingerprint, owner: owner, lifetime: lifetime, at: date)
    }

    func takeOverRequest(
        _ key: String, from: RunningRequest, owner: String, at date: Date
    ) async throws(StoreError) -> Bool {
        try await memory.takeOverRequest(key, from: from, owner: owner, at: date)
    }

    func finishRequest(_ request: HeldRequest, _ outcome: RequestOutcome) async throws(StoreError) -> RequestEnd {
        try check(.finishRequest)
        return try await memory.finishRequest(request, outcome)
    }

    func forgetRequest(_ request: HeldRequest) async throws(StoreError) {
        try check(.forgetRequest)
        try await memory.forgetRequest(request)
    }

    func healths() async throws(StoreError) -> [String: RentalHealth] { try await memory.healths() }

    func recordCheck(
        _ passed: Bool, rental id: String, hotkey: String, uuid: String, at date: Date
    ) async throws(StoreError) -> RentalHealth? {
        try await memory.recordCheck(passed, rental: id, hotkey: hotkey, uuid: uuid, at: date)
    }

    func setPaused(_ isPaused: Bool, rental id: String) async throws(StoreError) {
        try check(.pause)
        try await memory.setPaused(isPaused, rental: id)
    }

    func lastNoticeID() async throws(StoreError) -> Int64 { try await memory.lastNoticeID() }

    func notices(after id: Int64, limit: Int) async throws(StoreError) -> [Notice] {
        try check(.readNotices)
        return try await memory.notices(after: id, limit: limit)
    }

    func dueNotices(
        at date: Date, limit: Int, overtakingAfter tries: Int
    ) async throws(StoreError) -> [Notice] {
        try check(.readNotices)
        return try await memory.dueNotices(at: date, limit: limit, overtakingAfter: tries)
    }

    func addTestNotice(_ kind: Notice.Kind, hotkey: String, uuid: String, at date: Date) async throws(StoreError) {
        try await memory.addTestNotice(kind, hotkey: hotkey, uuid: uuid, at: date)
    }

    func settleNotice(_ id: Int64) async throws(StoreError) {
        try check(.settleNotice)
        try await memory.settleNotice(id)
    }

    func scheduleNotice(_ id: Int64, attempts: Int, next: Date) async throws(StoreError) {
        try await memory.scheduleNotice(id, attempts: attempts, next: next)
    }

    func owedNotices() async throws(StoreError) -> Int { try await memory.owedNotices() }

    func pruneNotices(before date: Date) async throws(StoreError) { try await memory.pruneNotices(before: date) }

    func holdLease(_ name: String, owner: String, until end: Date, at date: Date) async throws(StoreError) -> Bool {
        try await memory.holdLease(name, owner: owner, until: end, at: date)
    }

    func letGoOfLease(_ name: String, owner: String) async throws(StoreError) {
        try await memory.letGoOfLease(name, owner: owner)
    }
}
