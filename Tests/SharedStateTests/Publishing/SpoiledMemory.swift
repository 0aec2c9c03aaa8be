import JSON
import SharedState
import Synchronization

/// A memory on a disk that fails.
final class SpoiledMemory: RunMemory {
    struct Failure: Error {}

    private let inner = MemoryRunMemory()
    private let spoiled = Mutex(false)

    var isSpoiled: Bool {
        get { spoiled.withLock { $0 } }
        set { spoiled.withLock { $0 = newValue } }
    }

    func saved() async -> [String: JSONValue] { await inner.values() }

    func runID() async throws -> String? {
        try check()
        return await inner.runID()
    }

    func remember(_ runID: String) async throws {
        try check()
        await inner.remember(runID)
    }

    func values() async throws -> [String: JSONValue] {
        try check()
        return await inner.values()
    }

    func set(_ values: [String: JSONValue]) async throws {
        try check()
        await inner.set(values)
    }

    func nextSequence() async throws -> Int64 {
        try check()
        return await inner.nextSequence()
    }

    func hold(as owner: String, for duration: Duration) async throws -> Bool {
        try check()
        return true
    }

    func letGo(as owner: String) async throws { try check() }

    private func check() throws { if isSpoiled { throw Failure() } }
}
