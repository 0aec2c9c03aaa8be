import Market
import Store

/// A rental whose health is checked: one of ours, or a row of the Python program.
struct HealthSubject: Sendable, Equatable {
    /// By which the store knows its counters.
    let id: String
    let hotkey: String
    let uuid: String
    /// The RSA public key (PEM) by which the miner knows it.
    let publicKey: String
    let isPython: Bool
    /// Whether its miner is one of ours, which signs what it says.
    let signs: Bool

    init(_ rental: Rental) {
        id = rental.id
        hotkey = rental.hotkey
        uuid = rental.uuid
        publicKey = rental.publicKey
        isPython = false
        // Only a miner of ours tells its containers' host keys.
        signs = !rental.hostKey.isEmpty
    }

    /// Nil for a row without a usable key: no miner can be asked for it.
    init?(_ row: LegacyAllocation) {
        guard let id = AllocationID(publicKeyPEM: row.regkey)?.hex else { return nil }
        self.id = id
        hotkey = row.hotkey
        uuid = row.uuid
        publicKey = row.regkey
        isPython = true
        signs = false
    }
}
