/// The outcome of a claim on a miner.
package enum Reservation: Sendable, Equatable {
    /// The miner is ours; the record is durable.
    case reserved(Rental)
    /// Somebody has a live record of this miner.
    case taken
}
