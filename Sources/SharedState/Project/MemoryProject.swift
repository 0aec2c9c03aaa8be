package import Foundation
package import JSON
internal import Synchronization

/// A project in the memory of this process: for tests, and for one process that needs no other to see its runs.
package final class MemoryProject: RunProject {
    private struct State {
        var runs: [MemoryRun] = []
        var made = 0
        var failure: StateError?
        var calls = MemoryProjectCalls()
    }

    private let state = Mutex(State())
    private let crashAfter: Duration
    private let now: @Sendable () -> Date
    private let heard: @Sendable (MemoryProjectCall) -> Void

    /// A project without runs, whose runs count as crashed when they were not heard of for `crashAfter`.
    ///
    /// `heard` learns of every call when it was done, or has failed.
    package init(
        crashAfter: Duration = .seconds(180), now: @escaping @Sendable () -> Date = { Date() },
        heard: @escaping @Sendable (MemoryProjectCall) -> Void = { _ in }
    ) {
        self.crashAfter = crashAfter
        self.now = now
        self.heard = heard
    }

    /// From now on every call fails with `failure`; with nil all is well again.
    package func fail(with failure: StateError?) { state.withLock { $0.failure = failure } }

    /// The calls so far, failed ones among them.
    package var calls: MemoryProjectCalls { state.withLock { $0.calls } }

    /// All runs, oldest first.
    package var runs: [Run] {
        let now = now()
        return state.withLock { state in state.runs.map { $0.seen(at: now, crashAfter: crashAfter) } }
    }

    /// The run is there as it is, its state for ever: for runs that no client of ours would write.
    package func place(_ run: Run) {
        let now = now()
        state.withLock { state in
            state.runs.removeAll { $0.run.id == run.id }
            state.runs.append(MemoryRun(placed: run, at: now))
        }
    }

    /// The rows of a run's history, by offset; null where none ever came.
    package func history(of id: String) -> [JSONValue] {
        state.withLock { state in state.runs.first { $0.run.id == id }?.history ?? [] }
    }

    /// The summary of a run; nil when there is none.
    package func summary(of id: String) -> JSONValue? {
        state.withLock { state in state.runs.first { $0.run.id == id }?.summary }
    }

    package func resume(_ id: String) async throws(StateError) -> ResumedRun? {
        try call(.resume(id)) { state, _ in
            .success(state.runs.first { $0.run.id == id }?.resumed)
        }
    }

    package func upsert(_ change: RunChange) async throws(StateError) -> UpsertedRun {
        try call(.upsert(change)) { state, now -> Result<UpsertedRun, StateError> in
            let place = state.runs.firstIndex { $0.run.id == change.id } ?? state.runs.count
            let isNew = place == state.runs.count
            if isNew {
                state.made += 1
                state.runs.append(MemoryRun(id: change.id, number: state.made, at: now))
            }
            state.runs[place].apply(change, at: now)
            return .success(state.runs[place].upserted(isNew: isNew))
        }
    }

    package func beat(_ id: String, _ beat: RunBeat) async throws(StateError) {
        try call(.beat(id, beat)) { state, now -> Result<Void, StateError> in
            guard let place = state.runs.firstIndex(where: { $0.run.id == id }) else {
                return .failure(.status(404, "run not found"))
            }
            return state.runs[place].apply(beat, at: now) ? .success(()) : .failure(.refused("no such offset"))
        }
    }

    package func runs(matching filter: RunFilter) async throws(StateError) -> [Run] {
        try call(.runs(filter)) { state, now in
            .success(state.runs.map { $0.seen(at: now, crashAfter: self.crashAfter) }.filter { filter.matches($0) })
        }
    }

    package func delete(storageID: String) async throws(StateError) {
        try call(.delete(storageID)) { state, _ -> Result<Void, StateError> in
            guard let place = state.runs.firstIndex(where: { $0.run.storageID == storageID }) else {
                return .failure(.refused("run not found"))
            }
            state.runs.remove(at: place)
            return .success(())
        }
    }

    private func call<R: Sendable>(
        _ what: MemoryProjectCall.What, _ body: (inout State, Date) -> Result<R, StateError>
    ) throws(StateError) -> R {
        let now = now()
        let result: Result<R, StateError> = state.withLock { state in
            state.calls.count(what)
            if let failure = state.failure { return .failure(failure) }
            return body(&state, now)
        }
        var failure: StateError?
        if case .failure(let error) = result { failure = error }
        heard(MemoryProjectCall(what: what, failure: failure))
        return try result.get()
    }
}
