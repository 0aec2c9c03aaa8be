internal import JSON
internal import Keys
internal import Logging
internal import Timing

/// Finding out about an extrinsic of which the node tells nothing: by the blocks and by the account's nonce.
extension ExtrinsicSubmitter {
    /// Nil when the node holds the nonce as taken, by this extrinsic or another; an outcome when it never will be
    /// by this one, or when nothing but that was to be waited for.
    func settle(_ prepared: PreparedExtrinsic) async throws -> SubmissionOutcome? {
        var repeats = 0
        while true {
            do {
                // Neither in the pool nor in a block: the same bytes can not do anything twice.
                guard try await node.nextIndex(prepared.account) <= prepared.nonce else { return nil }
                guard repeats < configuration.attempts else {
                    return .dropped("the node lost it \(repeats + 1) times")
                }
                repeats += 1
                logger.info("submitting the same bytes again", metadata: ["hash": "\(prepared.hash)"])
                _ = try await node.rpc.call("author_submitExtrinsic", [.text(prepared.extrinsic.hex)])
                return prepared.goal == .accepted ? .accepted(prepared.hash) : nil
            } catch RPCError.refused(let code, let message, let data) {
                let refusal = PoolRefusal(code: code, message: message, data: data)
                if refusal.tellsKnown || refusal.tellsTakenNonce { return nil }
                // It may be refused because the first copy just did its work.
                var search = InclusionSearch(prepared, node: node)
                return try await search.block(from: try await node.head()) == nil ? .refused(refusal) : nil
            } catch let error as RPCError where error.mayPass {
                try await Pacing.rest(configuration.poll)
            }
        }
    }

    /// Looks at each new block until the outcome is certain.
    func trace(_ prepared: PreparedExtrinsic) async throws -> SubmissionOutcome {
        var search = InclusionSearch(prepared, node: node)
        var found: (hash: BlockHash, number: UInt64)?
        while true {
            do {
                if found == nil {
                    let head = try await node.head()
                    found = try await search.block(from: head)
                    if found == nil, let outcome = try await end(prepared, at: head) { return outcome }
                }
                if let block = found {
                    if prepared.goal == .accepted { return .accepted(prepared.hash) }
                    if prepared.goal == .included { return try await result(prepared, in: block.hash) }
                    switch try await isFinal(block) {
                    case true?: return try await result(prepared, in: block.hash)
                    case false?:
                        found = nil
                        search = InclusionSearch(prepared, node: node)
                    case nil: break
                    }
                }
            } catch let error where Self.leavesOutcomeOpen(error) {
                logger.debug("the node cannot tell", metadata: ["hash": "\(prepared.hash)", "reason": "\(error)"])
            }
            try await Pacing.rest(configuration.poll)
        }
    }

    /// True for errors after which the outcome of something that was sent is as unknown as before: the node is away, or
    /// another one answers, which does not have the block, or not its storage.
    static func leavesOutcomeOpen(_ error: any Error) -> Bool {
        switch error {
        case RPCError.cancelled, RPCError.closed: false
        case is RPCError, ChainError.unknownBlock, ChainError.unexpectedAnswer: true
        default: false
        }
    }

    /// The outcome of an extrinsic that is in no block up to `head`; nil while it may still come.
    private func end(_ prepared: PreparedExtrinsic, at head: BlockHash) async throws -> SubmissionOutcome? {
        let runtime = try await runtimes.runtime(at: head)
        let key = try runtime.metadata.storageKey("System", "Account", [.account(prepared.account)])
        let stored = try await node.storage(key, at: head)
        let account = try runtime.metadata.storageValue("System", "Account", stored)
        guard let nonce = account?["nonce"]?.unsigned else {
            throw ChainError.unexpectedAnswer(method: "System.Account")
        }
        if nonce > UInt128(prepared.nonce) {
            return .dropped("another extrinsic of the account took the nonce \(prepared.nonce)")
        }
        if let death = prepared.death, try await node.header(head).number >= death {
            return .dropped("its era ended at block \(death)")
        }
        // In the pool all is well; else the node lost it, and the same bytes may go out again.
        let outcome = try await settle(prepared)
        return outcome == .accepted(prepared.hash) && prepared.goal != .accepted ? nil : outcome
    }

    /// True or false once a block of this number is final; nil before.
    private func isFinal(_ block: (hash: BlockHash, number: UInt64)) async throws -> Bool? {
        let final = try await node.header(try await node.finalizedHead()).number
        guard final >= block.number else { return nil }
        return try await node.blockHash(block.number) == block.hash
    }
}
