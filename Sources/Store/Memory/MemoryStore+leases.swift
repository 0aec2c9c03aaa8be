package import Foundation
internal import Synchronization

extension MemoryStore: LeaseStore {
    package func holdLease(
        _ name: String, owner: String, until end: Date, at date: Date
    ) async throws(StoreError) -> Bool {
        leases.withLock { leases in
            if let holder = leases[name], holder.owner != owner,
                isHeld(until: holder.until, asked: date, until: end)
            {
                return false
            }
            leases[name] = (owner, end)
            return true
        }
    }

    /// Whether what another holds until `until` is held at `date`, when it is asked for until `end`: what goes beyond
    /// all that anybody may hold dates from before the clock was set back.
    func isHeld(until: Date, asked date: Date, until end: Date) -> Bool {
        until > date && until <= date.addingTimeInterval(2 * end.timeIntervalSince(date))
    }

    package func letGoOfLease(_ name: String, owner: String) async throws(StoreError) {
        leases.withLock { leases in
            if leases[name]?.owner == owner { leases[name] = nil }
        }
    }
}
