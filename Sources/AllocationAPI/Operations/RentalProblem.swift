import Store

/// Why a rental operation did not come about; the API turns each into one answer.
package enum RentalProblem: Error, Equatable {
    /// No such miner, or it is not free, or it refused.
    case notAvailable(String)
    case blacklisted
    case invalidRequest(String)
    /// No live record of this miner.
    case noRecord
    case wrongUUID
    /// The miner did not do what was asked, or did not answer; the renter may try again.
    case notDone(String)
    /// The store or the chain is away; try again.
    case unavailable(String)
}
