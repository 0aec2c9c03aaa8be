package import Foundation
internal import Synchronization

/// What ``MemoryStore`` keeps of runs, by hotkey.
struct MemoryStateRuns: Sendable {
    var ids: [String: String] = [:]
    var values: [String: [String: String]] = [:]
    var sequences: [String: Int64] = [:]
    var holders: [String: (owner: String, until: Date)] = [:]
}

extension MemoryStore: StateRunStore {
    package func runID(hotkey: String) async throws(StoreError) -> String? { stateRuns.withLock { $0.ids[hotkey] } }

    package func rememberRun(_ runID: String, hotkey: String) async throws(StoreError) {
        stateRuns.withLock { $0.ids[hotkey] = runID }
    }

    package func publishedValues(hotkey: String) async throws(StoreError) -> [String: String] {
        stateRuns.withLock { $0.values[hotkey] ?? [:] }
    }

    package func publish(_ values: [String: String], hotkey: String, at date: Date) async throws(StoreError) {
        stateRuns.withLock { $0.values[hotkey, default: [:]].merge(values) { _, new in new } }
    }

    package func nextSequence(hotkey: String) async throws(StoreError) -> Int64 {
        stateRuns.withLock { runs in
            runs.sequences[hotkey, default: 0] += 1
            return runs.sequences[hotkey, default: 1]
        }
    }

    package func holdRun(
        hotkey: String, owner: String, until end: Date, at date: Date
    ) async throws(StoreError) -> Bool {
        stateRuns.withLock { runs in
            if let holder = runs.holders[hotkey], holder.owner != owner,
                isHeld(until: holder.until, asked: date, until: end)
            {
                return false
            }
            runs.holders[hotkey] = (owner, end)
            return true
        }
    }

    package func letGoOfRun(hotkey: String, owner: String) async throws(StoreError) {
        stateRuns.withLock { runs in
            if runs.holders[hotkey]?.owner == owner { runs.holders[hotkey] = nil }
        }
    }

    package func rentedHotkeys() async throws(StoreError) -> [String] { rented.sorted() }
}
