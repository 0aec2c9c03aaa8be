/// What to wait for after an extrinsic was submitted.
package enum SubmissionGoal: Sendable, Equatable {
    /// It is in the pool of the node.
    case accepted
    /// It is in a block.
    case included
    /// It is in a block that can not be taken back.
    case finalized
}
