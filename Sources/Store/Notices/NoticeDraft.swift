internal import Foundation

/// A notice before it has its place in the journal; every backend keeps what these say.
struct NoticeDraft: Sendable {
    var kind: Notice.Kind
    var hotkey: String
    var uuid: String
    var happenedAt: Date
    var isTest = false
    /// Whether the receiver of webhooks has to be told.
    var isOwed: Bool
}

extension NoticeDraft {
    /// A rental became active.
    init(allocated rental: Rental, at date: Date) {
        self.init(
            kind: .allocated, hotkey: rental.hotkey, uuid: rental.uuid, happenedAt: date, isOwed: false)
    }

    /// A rental was given up: its renter must know, asked for or not.
    init(lost rental: Rental, at date: Date) {
        self.init(
            kind: .deallocated, hotkey: rental.hotkey, uuid: rental.uuid, happenedAt: date, isOwed: true)
    }

    /// A rental is gone; nil for one that nobody ever had, and for one whose end was told when it got lost.
    init?(removed rental: Rental, at date: Date) {
        guard rental.activatedAt != nil, rental.state != .lost else { return nil }
        self.init(
            kind: .deallocated, hotkey: rental.hotkey, uuid: rental.uuid, happenedAt: date, isOwed: rental.notify)
    }
}
