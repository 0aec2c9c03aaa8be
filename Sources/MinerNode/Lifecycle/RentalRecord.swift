package import Keys
package import Market

/// The rental that a miner is busy with, as its ledger remembers it.
package struct RentalRecord: Codable, Sendable, Equatable {
    package let id: AllocationID
    /// The hotkey that made it: with the key the only one who may act on it. Nil of a rental taken over from the Python
    /// program, which did not write it down: there the key alone decides, as it did.
    package let renter: AccountID?
    /// The renter's public key, PEM.
    package let publicKey: String
    /// A proof-of-GPU container, with a lease of minutes.
    package let testing: Bool
    package var deadline: Deadline
    package var containerID: String?
    /// The access data sealed to the renter's key: it may be told again to the same key, and read by nobody else.
    package var sealedInfo: String?
    /// A remark for the renter that belongs to the answer.
    package var note: String?
    /// Unix seconds of the last change of state.
    package var changedAt: Double

    package init(
        id: AllocationID, renter: AccountID?, publicKey: String, testing: Bool, deadline: Deadline, changedAt: Double
    ) {
        self.id = id
        self.renter = renter
        self.publicKey = publicKey
        self.testing = testing
        self.deadline = deadline
        self.changedAt = changedAt
    }

    /// Whether its container is one that the Python program made.
    package var isTakenOver: Bool { renter == nil }

    /// Whether `caller`, who knows its key, may act on it.
    func belongs(to caller: AccountID) -> Bool { renter == nil || renter == caller }
}
