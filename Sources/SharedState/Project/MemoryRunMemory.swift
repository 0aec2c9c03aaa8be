package import Foundation
package import JSON
internal import Synchronization

/// What a node remembers of its run while its process lives; several may share it in one process.
package final class MemoryRunMemory: RunMemory {
    private struct State {
        var runID: String?
        var values: [String: JSONValue] = [:]
        var sequence: Int64 = 0
        var owner: String?
        var heldUntil = Date.distantPast
    }

    private let state: Mutex<State>
    private let now: @Sendable () -> Date

    /// A memory that knows nothing but `runID`.
    package init(runID: String? = nil, now: @escaping @Sendable () -> Date = { Date() }) {
        state = Mutex(State(runID: runID))
        self.now = now
    }

    package func runID() async -> String? { state.withLock { $0.runID } }

    package func remember(_ runID: String) async { state.withLock { $0.runID = runID } }

    package func values() async -> [String: JSONValue] { state.withLock { $0.values } }

    package func set(_ values: [String: JSONValue]) async {
        state.withLock { $0.values.merge(values) { _, new in new } }
    }

    package func nextSequence() async -> Int64 {
        let now = now()
        return state.withLock { state in
            state.sequence = RunSequence.next(after: state.sequence, now: now)
            return state.sequence
        }
    }

    package func hold(as owner: String, for duration: Duration) async -> Bool {
        let now = now()
        return state.withLock { state in
            let end = now.addingTimeInterval(duration / .seconds(1))
            // Held for longer than anybody may: the clock was set back since then.
            let isBeyond = state.heldUntil > now.addingTimeInterval(2 * (duration / .seconds(1)))
            guard state.owner == nil || state.owner == owner || state.heldUntil <= now || isBeyond else { return false }
            state.owner = owner
            state.heldUntil = end
            return true
        }
    }

    package func letGo(as owner: String) async {
        state.withLock { state in
            if state.owner == owner { state.owner = nil }
        }
    }
}
