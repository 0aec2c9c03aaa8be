import Keys

extension ChainSubtensor {
    /// What a submitted call came to: the chain has it, or the reason why not.
    enum Written {
        case done(WriteReceipt)
        /// A rate limit forbids it for now: something of the same kind came between the reading of it and the sending.
        case early(WriteFailure)
        case failed(WriteFailure)
    }

    /// Sends `call` and waits until it is where `goal` says.
    func write(_ call: RuntimeCall, signer: Keypair, until goal: SubmissionGoal) async throws -> Written {
        let outcome = try await submitter.submit(call, signer: signer, until: goal, limit: .seconds(180))
        return switch outcome {
        case .accepted: .done(WriteReceipt(block: nil))
        case .included(let block, let index, _): .done(WriteReceipt(block: block, index: index))
        case .finalized(let block, let index, _): .done(WriteReceipt(block: block, index: index, isFinal: true))
        case .refused(let refusal) where refusal.tellsRateLimit: .early(.refused("\(refusal)"))
        case .refused(let refusal): .failed(.refused("\(refusal)"))
        case .failed(let failure):
            Self.rateLimits.contains(failure.name)
                ? .early(.failed(name: failure.name, reason: failure.docs))
                : .failed(.failed(name: failure.name, reason: failure.docs))
        case .dropped(let reason): .failed(.dropped(reason))
        }
    }

    /// The dispatch errors of the subtensor pallet that pass with time.
    private static let rateLimits: Set = [
        "ServingRateLimitExceeded", "SettingWeightsTooFast", "CommittingWeightsTooFast",
    ]
}
