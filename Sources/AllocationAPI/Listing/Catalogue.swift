import Store
import Synchronization

/// The store's machines in memory, never older than a blink, whatever process changes them.
///
/// However many ask, the store is looked at by one at a time, and at most once in ``Catalogue/freshness``.
final class Catalogue: Sendable {
    /// How long nobody looks again.
    static let freshness = Duration.milliseconds(50)

    private struct State {
        var snapshot: MarketSnapshot?
        /// When the look that found ``snapshot`` began; nil when the next one must look.
        var lookedAt: ContinuousClock.Instant?
        /// How often something was said to have changed.
        var changes = 0
        var look: Look?
    }

    /// A look in progress.
    private struct Look {
        let task: Task<Result<MarketSnapshot, StoreError>, Never>
        /// What it may not have seen is later than these changes.
        let changes: Int
    }

    private enum Step: Sendable {
        case have(MarketSnapshot)
        case wait(Task<Result<MarketSnapshot, StoreError>, Never>, isEnough: Bool)
    }

    private let store: any MachineStore
    private let now: @Sendable () -> ContinuousClock.Instant
    private let state = Mutex(State())

    init(
        store: any MachineStore, now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
    ) {
        self.store = store
        self.now = now
    }

    /// What the store knows, at most ``freshness`` ago, and after the last ``invalidate()``.
    func current() async throws(StoreError) -> MarketSnapshot {
        while true {
            switch next() {
            case .have(let snapshot): return snapshot
            case .wait(let task, let isEnough):
                let result = await task.value
                if isEnough { return try result.get() }
            }
        }
    }

    /// Something was changed: the next who asks sees it.
    func invalidate() {
        state.withLock { state in
            state.changes += 1
            state.lookedAt = nil
        }
    }

    private func next() -> Step {
        let now = now()
        return state.withLock { state in
            if let look = state.look { return .wait(look.task, isEnough: look.changes == state.changes) }
            if let snapshot = state.snapshot, let at = state.lookedAt, now - at < Self.freshness {
                return .have(snapshot)
            }
            let (known, changes) = (state.snapshot, state.changes)
            // Unstructured: it belongs to all who wait for it, and the one who began it may go away.
            let task = Task { await self.look(known, at: now, changes: changes) }
            state.look = Look(task: task, changes: changes)
            return .wait(task, isEnough: true)
        }
    }

    private func look(
        _ known: MarketSnapshot?, at began: ContinuousClock.Instant, changes: Int
    ) async -> Result<MarketSnapshot, StoreError> {
        do throws(StoreError) {
            let snapshot = try await read(known)
            state.withLock { state in
                state.look = nil
                state.snapshot = snapshot
                state.lookedAt = state.changes == changes ? began : nil
            }
            return .success(snapshot)
        } catch {
            state.withLock { $0.look = nil }
            return .failure(error)
        }
    }

    private func read(_ known: MarketSnapshot?) async throws(StoreError) -> MarketSnapshot {
        if let known {
            let version = try await store.marketVersion()
            if version == known.version { return known }
        }
        return MarketSnapshot(try await store.marketRecords(), earlier: known)
    }
}
