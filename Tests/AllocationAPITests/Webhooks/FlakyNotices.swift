import Foundation
import Store
import Synchronization

/// The notices of a store in memory, where one kind of call fails while a test says so.
final class FlakyNotices: NoticeStore, LeaseStore {
    enum Call: Sendable {
        case reading
        case settling
    }

    private let memory: MemoryStore
    private let failing = Mutex<Call?>(nil)

    init(_ memory: MemoryStore) { self.memory = memory }

    func fail(_ call: Call?) { failing.withLock { $0 = call } }

    private func check(_ call: Call) throws(StoreError) {
        if failing.withLock({ $0 == call }) { throw .busy }
    }

    func lastNoticeID() async throws(StoreError) -> Int64 { try await memory.lastNoticeID() }

    func notices(after id: Int64, limit: Int) async throws(StoreError) -> [Notice] {
        try check(.reading)
        return try await memory.notices(after: id, limit: limit)
    }

    func dueNotices(at date: Date, limit: Int) async throws(StoreError) -> [Notice] {
        try check(.reading)
        return try await memory.dueNotices(at: date, limit: limit)
    }

    func addTestNotice(_ kind: Notice.Kind, hotkey: String, uuid: String, at date: Date) async throws(StoreError) {
        try await memory.addTestNotice(kind, hotkey: hotkey, uuid: uuid, at: date)
    }

    func settleNotice(_ id: Int64) async throws(StoreError) {
        try check(.settling)
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
