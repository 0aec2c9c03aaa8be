package import Keys
package import Logging
internal import Synchronization
internal import Timing

/// Signs calls, hands them to the chain and says what became of them; nothing is submitted twice.
package struct ExtrinsicSubmitter: Sendable {
    /// How often it tries and asks.
    package struct Configuration: Sendable {
        /// Repeats of bytes that the node lost.
        package var attempts = 4
        /// Nonces that are tried while other processes of the account take one after the other.
        package var nonces = 32
        /// Between two looks at the blocks when there is nothing to watch.
        package var poll: Duration = .seconds(2)

        package init() {}
    }

    let node: ChainNode
    let runtimes: RuntimeSource
    let nonces: NonceKeeper
    let configuration: Configuration
    let logger: Logger

    package init(
        rpc: any RPCCaller, runtimes: RuntimeSource, nonces: NonceKeeper, configuration: Configuration = .init(),
        logger: Logger
    ) {
        node = ChainNode(rpc: rpc)
        self.runtimes = runtimes
        self.nonces = nonces
        self.configuration = configuration
        self.logger = logger
    }

    /// Submits the call and waits for `goal`, altogether for at most `limit`.
    ///
    /// Extrinsics of one account go out one after the other. When the connection is lost after it was sent, it is
    /// looked for in the blocks, and only the same bytes are ever sent again.
    /// - Throws: ``ChainError/undecided(extrinsic:)`` when it was sent and the limit passed; ``RPCError``,
    ///   ``ChainError``, ``MetadataError`` or ``ScaleError`` when it was not.
    package func submit(
        _ call: RuntimeCall, signer: Keypair, era: EraWish = .mortal(64), tip: UInt64 = 0,
        until goal: SubmissionGoal = .included, limit: Duration = .seconds(120)
    ) async throws -> SubmissionOutcome {
        let sent = Mutex<BlockHash?>(nil)
        do {
            return try await TimeLimit.run(limit) {
                let sending = try await nonces.exclusively(signer.account) {
                    try await send(call, signer: signer, era: era, tip: tip, goal: goal) { hash in
                        sent.withLock { $0 = hash }
                    }
                }
                switch sending {
                case .decided(let outcome): return outcome
                case .watched(let prepared, let updates): return try await follow(prepared, updates)
                case .unwatched(let prepared): return try await trace(prepared)
                }
            }
        } catch is TimeLimit.Exceeded {
            guard let hash = sent.withLock({ $0 }) else { throw RPCError.timedOut(method: "author_submitExtrinsic") }
            throw ChainError.undecided(extrinsic: hash)
        }
    }
}
