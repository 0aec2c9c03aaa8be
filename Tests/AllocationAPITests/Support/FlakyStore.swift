import Foundation
import Store
import Synchronization

/// A store in memory whose calls fail while a test says so.
final class FlakyStore: RentalStore {
    enum Operation: Sendable {
        case reserve
        case activate
        case beginRelease
        case remove
        case read
    }

    private let memory: MemoryStore
    private let failing = Mutex<Set<Operation>>([])

    init(_ memory: MemoryStore = MemoryStore()) { self.memory = memory }

    /// From now on these calls fail, and no others.
    func fail(_ operations: Set<Operation>) { failing.withLock { $0 = operations } }

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

    func remove(_ id: String) async throws(StoreError) {
        try check(.remove)
        try await memory.remove(id)
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

    func isBlacklisted(hotkey: String) async throws(StoreError) -> Bool {
        try check(.read)
        return try await memory.isBlacklisted(hotkey: hotkey)
    }

    func minerDetails(hotkey: String) async throws(StoreError) -> String? {
        try await memory.minerDetails(hotkey: hotkey)
    }
}
