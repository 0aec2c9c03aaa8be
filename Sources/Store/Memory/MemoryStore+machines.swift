internal import Synchronization

extension MemoryStore: MachineStore {
    package func marketVersion() async throws(StoreError) -> Int64 { state.withLock { $0.market.version } }

    package func marketRecords() async throws(StoreError) -> MarketRecords {
        state.withLock { state in
            var records = state.market
            records.taken = Set(state.rentals.values.map(\.hotkey)).union(state.legacy.keys)
            return records
        }
    }
}
