package import Foundation

/// A change of a rental's status that clients are told: written in the transaction that makes it true.
package struct Notice: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        case allocated
        case deallocated
        case online
        case offline
    }

    /// Ascending in the order in which things happened.
    package var id: Int64
    package var kind: Kind
    /// The ss58 address of the miner.
    package var hotkey: String
    /// The renter's key to the rental: for the receiver of webhooks alone.
    package var uuid: String
    package var happenedAt: Date
    /// Sent by an operator to try the receiver out; nothing happened.
    package var isTest: Bool
    /// How often it was offered to the receiver in vain.
    package var attempts: Int

    package init(
        id: Int64, kind: Kind, hotkey: String, uuid: String, happenedAt: Date, isTest: Bool = false, attempts: Int = 0
    ) {
        self.id = id
        self.kind = kind
        self.hotkey = hotkey
        self.uuid = uuid
        self.happenedAt = happenedAt
        self.isTest = isTest
        self.attempts = attempts
    }
}

extension Notice: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "Notice(id: \(id), kind: \(kind.rawValue), hotkey: \(hotkey))" }
    package var debugDescription: String { description }
    package var customMirror: Mirror {
        Mirror(self, children: ["id": id, "kind": kind.rawValue, "hotkey": hotkey])
    }
}
