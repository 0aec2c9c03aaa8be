/// What became of weights.
package enum WeightOutcome: Sendable, Equatable, CustomStringConvertible {
    /// The chain has them.
    case set(WriteReceipt)
    /// The chain has their hash; they are to be revealed in time.
    case committed(WeightCommit, WriteReceipt)
    /// The hotkey is not registered on the subnet; nothing was sent, as in all that follow but the last.
    case notRegistered
    /// The chain takes no others yet.
    case tooSoon(blocksLeft: UInt64)
    /// The reveal of a commit came after its epoch.
    case tooLate(blocks: UInt64)
    case tooFew(Int, minimum: Int)
    /// The subnet wants weights of a later version of the program.
    case oldVersion(required: UInt64)
    /// The runtime has no way to take them that this program knows.
    case unsupported(String)
    case failed(WriteFailure)

    package var description: String {
        switch self {
        case .set(let receipt): "weights are set (\(receipt))"
        case .committed(_, let receipt): "weights are committed (\(receipt))"
        case .notRegistered: "the hotkey is not registered on the subnet"
        case .tooSoon(let blocks): "too soon: \(blocks) blocks left"
        case .tooLate(let blocks): "too late by \(blocks) blocks: the commit has expired"
        case .tooFew(let count, let minimum): "\(count) weights are too few: the subnet wants at least \(minimum)"
        case .oldVersion(let required): "the subnet wants weights of version \(required) or later"
        case .unsupported(let reason): reason
        case .failed(let failure): "\(failure)"
        }
    }
}
