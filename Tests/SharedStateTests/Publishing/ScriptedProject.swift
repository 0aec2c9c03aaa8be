import SharedState
import Synchronization
import Timing

/// A project in memory at a server with whims.
final class ScriptedProject: RunProject {
    enum Kind: Hashable, Sendable {
        case resume
        case upsert
        case beat
        case runs
        case delete
    }

    /// What happens to one call.
    enum Whim: Sendable {
        case fail(StateError)
        /// It is done, and the answer is lost.
        case lose(StateError)
        /// There is no answer until the caller gives up.
        case hang
    }

    private struct State {
        var whims: [Kind: [Whim]] = [:]
        var upserts: [RunChange] = []
        var beats: [RunBeat] = []
        var answers: [RunRole: [[Run]]] = [:]
        var hanging = 0
        var queries: [RunRole?] = []
    }

    let memory: MemoryProject
    private let state = Mutex(State())

    init(_ memory: MemoryProject) { self.memory = memory }

    /// All upserts that were tried.
    var upserts: [RunChange] { state.withLock { $0.upserts } }
    /// All beats that were tried.
    var beats: [RunBeat] { state.withLock { $0.beats } }
    /// Calls that have no answer yet and never will.
    var hanging: Int { state.withLock { $0.hanging } }
    /// The role of each query that was tried.
    var queries: [RunRole?] { state.withLock { $0.queries } }

    /// The next calls of `kind` go like this.
    func plan(_ kind: Kind, _ whims: Whim...) { state.withLock { $0.whims[kind, default: []] += whims } }

    /// The next queries for `role` are answered like this.
    func answer(_ role: RunRole, _ answers: [Run]...) {
        state.withLock { $0.answers[role, default: []] += answers }
    }

    func resume(_ id: String) async throws(StateError) -> ResumedRun? {
        try await go(.resume) { () async throws(StateError) in try await memory.resume(id) }
    }

    func upsert(_ change: RunChange) async throws(StateError) -> UpsertedRun {
        state.withLock { $0.upserts.append(change) }
        return try await go(.upsert) { () async throws(StateError) in try await memory.upsert(change) }
    }

    func beat(_ id: String, _ beat: RunBeat) async throws(StateError) {
        state.withLock { $0.beats.append(beat) }
        try await go(.beat) { () async throws(StateError) in try await memory.beat(id, beat) }
    }

    func runs(matching filter: RunFilter) async throws(StateError) -> [Run] {
        let role = RunRole.allCases.first { filter == .running($0, netuid: 27) }
        state.withLock { $0.queries.append(role) }
        return try await go(.runs) { () async throws(StateError) in
            let planned = state.withLock { state -> [Run]? in
                guard let role, state.answers[role]?.isEmpty == false else { return nil }
                return state.answers[role]?.removeFirst()
            }
            if let planned { return planned }
            return try await memory.runs(matching: filter)
        }
    }

    func delete(storageID: String) async throws(StateError) {
        try await go(.delete) { () async throws(StateError) in try await memory.delete(storageID: storageID) }
    }

    private func go<R: Sendable>(
        _ kind: Kind, _ call: () async throws(StateError) -> R
    ) async throws(StateError) -> R {
        let whim = state.withLock { state -> Whim? in
            guard state.whims[kind]?.isEmpty == false else { return nil }
            return state.whims[kind]?.removeFirst()
        }
        switch whim {
        case nil: return try await call()
        case .fail(let error): throw error
        case .lose(let error):
            _ = try await call()
            throw error
        case .hang:
            state.withLock { $0.hanging += 1 }
            try? await Pacing.rest(.seconds(3_600))
            throw .unreachable("given up")
        }
    }
}
