internal import Foundation
internal import Keys

/// The highest sequence that each hotkey has signed a content with; of hotkeys beyond the capacity the oldest go.
struct ContentMemory: Sendable {
    private struct Entry {
        var sequence: Int64
        /// When a content that it had signed was seen last.
        var seenAt: Date
        /// When the hotkey was met last, counted in meetings.
        var turn: UInt64
    }

    private let capacity: Int
    private var entries: [AccountID: Entry] = [:]
    private var turn: UInt64 = 0

    init(capacity: Int) { self.capacity = max(1, capacity) }

    var count: Int { entries.count }

    /// The highest sequence of `account`; nil when it never signed a content.
    subscript(_ account: AccountID) -> Int64? { entries[account]?.sequence }

    /// When a content of `account` was seen last; nil when that never was.
    func seenAt(_ account: AccountID) -> Date? { entries[account]?.seenAt }

    mutating func note(_ sequence: Int64, of account: AccountID, at now: Date) {
        turn += 1
        entries[account] = Entry(
            sequence: max(sequence, entries[account]?.sequence ?? sequence), seenAt: now, turn: turn)
        guard entries.count > capacity else { return }
        // Several at once, so that a flood of new hotkeys does not search through all for each.
        let turns = entries.values.map(\.turn).sorted()
        let last = turns[capacity / 8]
        entries = entries.filter { $0.value.turn > last }
    }
}
