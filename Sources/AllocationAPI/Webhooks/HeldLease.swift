import Foundation
import Store
import Synchronization

/// One process's part in a lease of the store, renewed as it is used.
final class HeldLease: Sendable {
    private struct State {
        var end: Date?
        var askAgain: Date?
    }

    private let name: String
    private let store: any LeaseStore
    private let seconds: TimeInterval
    private let owner = UUID().uuidString
    private let now: @Sendable () -> Date
    private let state = Mutex(State())

    /// Seconds after which a lease of somebody else's is asked for again.
    private static let patience: TimeInterval = 5

    /// - Parameter seconds: How long the lease is taken for at a time.
    init(_ name: String, store: any LeaseStore, seconds: TimeInterval, now: @escaping @Sendable () -> Date) {
        self.name = name
        self.store = store
        self.seconds = seconds
        self.now = now
    }

    /// Whether the lease is ours, for two thirds of its time at least.
    func hold() async throws(StoreError) -> Bool {
        let date = now()
        let known = state.withLock { state -> Bool? in
            if let end = state.end {
                let left = end.timeIntervalSince(date)
                // More than all of it is left only where the clock was set back.
                if left > seconds * 2 / 3, left <= seconds { return true }
            } else if let again = state.askAgain, date < again, again.timeIntervalSince(date) <= Self.patience {
                return false
            }
            return nil
        }
        if let known { return known }
        let end = date.addingTimeInterval(seconds)
        let isOurs = try await store.holdLease(name, owner: owner, until: end, at: date)
        state.withLock { state in
            state.end = isOurs ? end : nil
            state.askAgain = isOurs ? nil : date.addingTimeInterval(Self.patience)
        }
        return isOurs
    }

    /// Another process may have it at once.
    func letGo() async {
        let wasOurs = state.withLock { state in
            defer { state = State() }
            return state.end != nil
        }
        // Without the store the lease ends by itself.
        if wasOurs { try? await store.letGoOfLease(name, owner: owner) }
    }
}
