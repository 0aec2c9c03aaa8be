/// What became of a publication.
package enum PublishOutcome: Sendable, Equatable, CustomStringConvertible {
    case published(WriteReceipt)
    /// The chain has it already; nothing was sent.
    case unchanged
    /// The hotkey is not registered on the subnet; nothing was sent.
    case notRegistered
    /// The chain takes no other publication yet; nothing was sent.
    case tooSoon(blocksLeft: UInt64)
    case failed(WriteFailure)

    package var description: String {
        switch self {
        case .published(let receipt): "published (\(receipt))"
        case .unchanged: "the chain has it already"
        case .notRegistered: "the hotkey is not registered on the subnet"
        case .tooSoon(let blocks): "too soon: \(blocks) blocks left"
        case .failed(let failure): "\(failure)"
        }
    }
}
