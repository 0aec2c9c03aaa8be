package import Foundation
internal import Synchronization

extension MemoryStore: LeaseStore {
    package func holdLease(
        _ name: String, owner: String, until end: Date, at date: Date
    ) async throws(StoreError) -> Bool {
        leases.withLock { leases in
            if let holder = leases[name], holder.owner != owner, holder.until > date { return false }
            leases[name] = (owner, end)
            return true
        }
    }

    package func letGoOfLease(_ name: String, owner: String) async throws(StoreError) {
        leases.withLock { leases in
            if leases[name]?.owner == owner { leases[name] = nil }
        }
    }
}
