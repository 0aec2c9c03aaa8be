package import Foundation

/// What a node remembers of its rentals, durable when a call returns.
///
/// A backend may be shared by several processes; claims and transitions are atomic among all of them.
/// A call that was started is finished even when the calling task is cancelled.
package protocol RentalStore: Sendable {
    /// Claims the miner of `intent`: of any number of concurrent claims exactly one is `.reserved`.
    ///
    /// A row of the Python program's `allocation` table for this miner makes it `.taken`, too. The running request
    /// that the intent names remembers the rental.
    func reserve(_ intent: RentalIntent) async throws(StoreError) -> Reservation

    /// Makes a `reserved` rental `active` and drops its private key; nil when it is not `reserved` any more.
    func activate(_ id: String, _ access: RentalAccess, at date: Date) async throws(StoreError) -> Rental?

    /// Makes the release of a rental owed and drops its secrets; nil when it is gone, or in none of `states`.
    ///
    /// Repeated, it changes nothing but a `notify` that was false. One that is `lost` stays so, its release due at
    /// `date`: its renter has been told.
    func beginRelease(
        _ id: String, from states: Set<RentalState>, notify: Bool, at date: Date
    ) async throws(StoreError) -> Rental?

    /// Makes an `active` rental `lost`, its release due at once; nil when it is not `active` any more.
    func markLost(_ id: String, at date: Date) async throws(StoreError) -> Rental?

    /// Records that the release was tried `attempts` times in vain and is tried again at `next`.
    func scheduleRelease(_ id: String, attempts: Int, next: Date) async throws(StoreError)

    /// Forgets a rental, which ended at `date`; forgetting one that is gone changes nothing.
    ///
    /// The end of one that was active once, and was not told as lost, is told (``NoticeStore``).
    func remove(_ id: String, at date: Date) async throws(StoreError)

    /// The live rental of a miner.
    func rental(hotkey: String) async throws(StoreError) -> Rental?

    /// The live rental of this id.
    func rental(id: String) async throws(StoreError) -> Rental?

    /// The live rentals in one of `states`, oldest first.
    func rentals(in states: Set<RentalState>) async throws(StoreError) -> [Rental]

    /// The rows of the Python program's `allocation` table that are not copies of a rental of ours.
    ///
    /// A row that is no JSON object is left out, and logged as a number.
    func legacyAllocations() async throws(StoreError) -> [LegacyAllocation]

    /// Turns a row of the Python program into a rental in state `releasing`, in one step.
    ///
    /// It counts as one that was active, so that its end is told. Nil when there is no such row, when it has no usable
    /// public key, or when the miner has a live rental.
    func adoptLegacy(hotkey: String, at date: Date) async throws(StoreError) -> Rental?

    /// The same for a row whose miner is given up: a `lost` rental, and what its renter is told, in one step.
    func adoptLostLegacy(hotkey: String, at date: Date) async throws(StoreError) -> Rental?

    /// Whether the operator has penalised this miner.
    func isBlacklisted(hotkey: String) async throws(StoreError) -> Bool

    /// The hardware of a miner as the JSON text it was reported with.
    func minerDetails(hotkey: String) async throws(StoreError) -> String?
}

extension RentalStore {
    /// Makes the release of a rental owed, whatever its state, and drops its secrets; nil when it is gone.
    package func beginRelease(_ id: String, notify: Bool, at date: Date) async throws(StoreError) -> Rental? {
        try await beginRelease(id, from: Set(RentalState.allCases), notify: notify, at: date)
    }

    /// Forgets a rental, which ended just now.
    package func remove(_ id: String) async throws(StoreError) { try await remove(id, at: Date()) }

    /// The name of a miner's first GPU in lower case; "" when it has none or is not known.
    package func resourceName(hotkey: String) async throws(StoreError) -> String {
        ResourceName.of(details: try await minerDetails(hotkey: hotkey) ?? "")
    }
}
