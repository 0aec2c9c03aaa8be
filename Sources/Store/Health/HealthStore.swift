package import Foundation

/// The counters of the health checks. A rental is named by its id; a row of the Python program by the id that its
/// public key gives.
package protocol HealthStore: Sendable {
    /// What is known, by rental id; a rental without an entry is as new.
    func healths() async throws(StoreError) -> [String: RentalHealth]

    /// A check of a rental ended well or not: counters, and where the status changed the notice of it, in one step.
    ///
    /// Nothing is recorded, and nil returned, for a rental that is gone or not active.
    func recordCheck(
        _ passed: Bool, rental id: String, hotkey: String, uuid: String, at date: Date
    ) async throws(StoreError) -> RentalHealth?

    /// The renter has paused or resumed the container.
    func setPaused(_ isPaused: Bool, rental id: String) async throws(StoreError)
}
