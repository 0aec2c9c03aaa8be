/// What became of an extrinsic.
package enum SubmissionOutcome: Sendable, Equatable {
    /// It is in the pool; nobody watches it.
    case accepted(BlockHash)
    /// It is in this block at this place and did what it should; the events are its own.
    case included(block: BlockHash, index: Int, events: [EventRecord])
    /// As `included`, and the block can not be taken back.
    case finalized(block: BlockHash, index: Int, events: [EventRecord])
    /// It did not come into the pool.
    case refused(PoolRefusal)
    /// It is in a block, but had no effect; fees were paid.
    case failed(DispatchFailure)
    /// It is in no block and will not be, for this reason.
    case dropped(String)

    /// The events when it did what it should, else nil; none for `accepted`.
    package var events: [EventRecord]? {
        switch self {
        case .accepted: []
        case .included(_, _, let events), .finalized(_, _, let events): events
        case .refused, .failed, .dropped: nil
        }
    }
}
