import Synchronization

/// The allocations that this process is working on right now: nobody else here resolves them meanwhile.
final class InFlight: Sendable {
    private let ids = Mutex<Set<String>>([])

    func insert(_ id: String) { ids.withLock { _ = $0.insert(id) } }

    func remove(_ id: String) { ids.withLock { _ = $0.remove(id) } }

    func contains(_ id: String) -> Bool { ids.withLock { $0.contains(id) } }
}
