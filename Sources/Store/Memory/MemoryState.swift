internal import Foundation

/// What ``MemoryStore`` keeps of rentals and of all that changes together with them.
struct MemoryState: Sendable {
    var rentals: [String: Rental] = [:]
    var legacy: [String: LegacyAllocation]
    var details: [String: String]
    /// The market without who is taken, which ``rentals`` and ``legacy`` say.
    var market: MarketRecords

    var lastNoticeID: Int64 = 0
    /// In ascending order of their ids.
    var notices: [MemoryNotice] = []
    var healths: [String: RentalHealth] = [:]
    var requests: [String: MemoryRequest] = [:]

    init(legacy: [String: LegacyAllocation], details: [String: String], market: MarketRecords) {
        self.legacy = legacy
        self.details = details
        self.market = market
    }

    /// Puts a notice at the end of the journal, due at once if it is owed.
    mutating func add(_ draft: NoticeDraft) {
        lastNoticeID += 1
        let notice = Notice(
            id: lastNoticeID, kind: draft.kind, hotkey: draft.hotkey, uuid: draft.uuid, happenedAt: draft.happenedAt,
            isTest: draft.isTest)
        notices.append(MemoryNotice(notice: notice, isOwed: draft.isOwed, nextAt: draft.happenedAt))
    }

    /// The running request has reserved this rental, if it is still its holder's.
    mutating func remember(rental id: String, of request: HeldRequest) {
        if isHeld(request) { requests[request.key]?.running.rentalID = id }
    }

    /// Whether a request is running and still its holder's.
    func isHeld(_ request: HeldRequest) -> Bool {
        guard let known = requests[request.key], known.outcome == nil else { return false }
        return known.running.owner == request.owner && known.running.startedAt == request.startedAt
    }

    /// The rental that the Python program's row of a miner becomes, which is gone then.
    mutating func adopt(_ hotkey: String, at date: Date) -> Rental? {
        guard let row = legacy[hotkey], let id = row.id, rentals[id] == nil,
            !rentals.values.contains(where: { $0.hotkey == hotkey })
        else { return nil }
        let rental = Rental(adopting: row, id: id, at: date)
        legacy[hotkey] = nil
        rentals[id] = rental
        market.version += 1
        return rental
    }

    /// Whether somebody has this rental: an active one of ours, or one of the Python program's rows.
    func isActive(_ id: String) -> Bool {
        if let rental = rentals[id] { return rental.state == .active }
        return legacy.values.contains { $0.id == id }
    }
}

/// A notice and how it stands with the receiver.
struct MemoryNotice: Sendable {
    var notice: Notice
    var isOwed: Bool
    var nextAt: Date
}

/// A request with an `Idempotency-Key`; without an outcome it is running.
struct MemoryRequest: Sendable {
    var fingerprint: String
    var createdAt: Date
    var running: RunningRequest
    var outcome: RequestOutcome?
}
