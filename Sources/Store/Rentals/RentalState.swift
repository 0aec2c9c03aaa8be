/// Where a rental stands; a rental that is gone has no record.
package enum RentalState: String, Sendable, CaseIterable, Codable {
    /// The intent is recorded; the miner may or may not have been asked.
    case reserved
    /// The miner provisioned and the renter has the access data.
    case active
    /// The release is owed to the miner until it confirms.
    case releasing
    /// The miner is gone but its release is still owed.
    case lost
}
