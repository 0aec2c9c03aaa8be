package import Foundation

/// Work that one process at a time does for all that share the store.
package protocol LeaseStore: Sendable {
    /// Whether `owner` has the lease `name` until `end`; at `date` nobody else has it then.
    func holdLease(_ name: String, owner: String, until end: Date, at date: Date) async throws(StoreError) -> Bool

    /// `owner` gives the lease back; nothing happens when another has it.
    func letGoOfLease(_ name: String, owner: String) async throws(StoreError)
}
