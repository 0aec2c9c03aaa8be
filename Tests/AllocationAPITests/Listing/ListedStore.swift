import Store
import Synchronization

/// A store of machines as a test wants it, which counts how often it is looked at.
final class ListedStore: MachineStore {
    struct Looks: Equatable {
        var versions = 0
        var records = 0
        var atOnce = 0
        var mostAtOnce = 0
    }

    private struct State {
        var records: MarketRecords
        var failure: StoreError?
        var looks = Looks()
    }

    private let state: Mutex<State>
    /// Called in every read of the records, before it is done.
    private let reading: @Sendable () async -> Void

    init(_ records: MarketRecords, reading: @escaping @Sendable () async -> Void = {}) {
        state = Mutex(State(records: records))
        self.reading = reading
    }

    var looks: Looks { state.withLock { $0.looks } }

    /// Another process writes.
    func write(_ change: (inout MarketRecords) -> Void) {
        state.withLock { state in
            change(&state.records)
            state.records.version += 1
        }
    }

    /// From now on nothing can be read; with nil all is well again.
    func fail(_ failure: StoreError?) { state.withLock { $0.failure = failure } }

    func marketVersion() async throws(StoreError) -> Int64 {
        let (version, failure) = state.withLock { state in
            state.looks.versions += 1
            return (state.records.version, state.failure)
        }
        if let failure { throw failure }
        return version
    }

    func marketRecords() async throws(StoreError) -> MarketRecords {
        let (records, failure) = state.withLock { state in
            state.looks.records += 1
            state.looks.atOnce += 1
            state.looks.mostAtOnce = max(state.looks.mostAtOnce, state.looks.atOnce)
            return (state.records, state.failure)
        }
        await reading()
        state.withLock { $0.looks.atOnce -= 1 }
        if let failure { throw failure }
        return records
    }
}
