package import Foundation

/// The first outcomes of requests that carry an `Idempotency-Key`, for as long as they count.
package protocol RequestStore: Sendable {
    /// Claims `key` for a request with this `fingerprint`: of concurrent claims exactly one is `.started`.
    ///
    /// What was claimed more than `lifetime` seconds before `date` is forgotten first.
    func claimRequest(
        _ key: String, fingerprint: String, owner: String, lifetime: Double, at date: Date
    ) async throws(StoreError) -> RequestClaim

    /// Makes a running request of `from` the caller's; false when it is not as it was (any more).
    func takeOverRequest(
        _ key: String, from: RunningRequest, owner: String, at date: Date
    ) async throws(StoreError) -> Bool

    /// Records the outcome, which all who ask again get, unless the request is not its holder's any more.
    func finishRequest(_ request: HeldRequest, _ outcome: RequestOutcome) async throws(StoreError) -> RequestEnd

    /// The request had no lasting outcome: who asks again starts anew. One that is not its holder's any more stays.
    func forgetRequest(_ request: HeldRequest) async throws(StoreError)
}
