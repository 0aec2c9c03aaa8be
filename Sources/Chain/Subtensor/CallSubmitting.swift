package import Keys

/// Something that brings signed calls into the chain.
package protocol CallSubmitting: Sendable {
    /// What became of `call`, at the latest after `limit`.
    func submit(
        _ call: RuntimeCall, signer: Keypair, until goal: SubmissionGoal, limit: Duration
    ) async throws -> SubmissionOutcome
}

extension ExtrinsicSubmitter: CallSubmitting {
    package func submit(
        _ call: RuntimeCall, signer: Keypair, until goal: SubmissionGoal, limit: Duration
    ) async throws -> SubmissionOutcome {
        // Valid for 128 blocks, as later SDKs choose: an extrinsic that got lost does not come back after a day.
        try await submit(call, signer: signer, era: .mortal(128), until: goal, limit: limit)
    }
}
