internal import Keys

/// An extrinsic as it goes out, and what is needed to find it again.
struct PreparedExtrinsic: Sendable {
    let extrinsic: SignedExtrinsic
    let hash: BlockHash
    let account: AccountID
    let nonce: UInt32
    /// The best block when it was made: it can only be in later ones.
    let base: UInt64
    /// The first block that can not include it; nil when it is immortal.
    let death: UInt64?
    let goal: SubmissionGoal
}
