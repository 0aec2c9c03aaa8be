package import Foundation

/// The journal of what happened to rentals, and the outbox of what a receiver of webhooks still has to be told.
///
/// Rentals write it themselves: `activate` makes an `allocated`, `remove` of one that was active a `deallocated` (owed
/// when the renter wanted to be told), `markLost` a `deallocated` that is always owed (and `remove` after it none),
/// ``HealthStore`` `online` and `offline` (owed). Several processes read it; ids ascend over restarts.
package protocol NoticeStore: Sendable {
    /// The id of the newest notice; 0 when there never was one.
    func lastNoticeID() async throws(StoreError) -> Int64

    /// The notices after `id`, oldest first, `limit` at most.
    func notices(after id: Int64, limit: Int) async throws(StoreError) -> [Notice]

    /// What is owed to receivers and due at `date`, oldest first: of each hotkey only the oldest one owed, so that
    /// receivers are told in order. When that was offered `tries` times in vain, also the oldest one for the other
    /// receiver: ends of rentals go to one, what machines do to the other.
    func dueNotices(at date: Date, limit: Int, overtakingAfter tries: Int) async throws(StoreError) -> [Notice]

    /// A notice that is owed, marked as a test.
    func addTestNotice(_ kind: Notice.Kind, hotkey: String, uuid: String, at date: Date) async throws(StoreError)

    /// The receiver has taken it, or there is none: it is owed no longer.
    func settleNotice(_ id: Int64) async throws(StoreError)

    /// It was offered `attempts` times in vain and is due again at `next`.
    func scheduleNotice(_ id: Int64, attempts: Int, next: Date) async throws(StoreError)

    /// How many are owed.
    func owedNotices() async throws(StoreError) -> Int

    /// Forgets what happened before `date` and is not owed.
    func pruneNotices(before date: Date) async throws(StoreError)
}

extension NoticeStore {
    /// The same, where nothing overtakes.
    package func dueNotices(at date: Date, limit: Int) async throws(StoreError) -> [Notice] {
        try await dueNotices(at: date, limit: limit, overtakingAfter: .max)
    }
}
