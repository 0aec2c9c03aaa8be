internal import Logging

/// Watching an extrinsic that the node took, and reading what it did.
extension ExtrinsicSubmitter {
    /// The outcome that the node's updates lead to; looks for it in the blocks when they end before.
    func follow(_ prepared: PreparedExtrinsic, _ updates: RPCSubscription) async throws -> SubmissionOutcome {
        let end = await watch(prepared, updates)
        await updates.cancel()
        try Task.checkCancellation()
        do {
            switch end {
            case .block(let block): return try await result(prepared, in: block)
            case .gone(let why): if let outcome = try await lastLook(prepared, why: why) { return outcome }
            case .lost: break
            }
        } catch let error where Self.leavesOutcomeOpen(error) {
            logger.debug("the node cannot tell", metadata: ["hash": "\(prepared.hash)", "reason": "\(error)"])
        }
        return try await trace(prepared)
    }

    private enum WatchEnd {
        case block(BlockHash)
        case gone(String)
        case lost
    }

    private func watch(_ prepared: PreparedExtrinsic, _ updates: RPCSubscription) async -> WatchEnd {
        do {
            for try await update in updates {
                switch TransactionStatus(update) {
                case .inBlock(let block) where prepared.goal == .included: return .block(block)
                case .finalized(let block): return .block(block)
                case .gone(let why): return .gone(why)
                case .inBlock, .retracted, .waiting: continue
                }
            }
        } catch {
            logger.warning("updates on an extrinsic ended", metadata: ["hash": "\(prepared.hash)"])
        }
        return .lost
    }

    /// Nil when it is in a block: a pool also says "invalid" of one that came into a block a moment before.
    private func lastLook(_ prepared: PreparedExtrinsic, why: String) async throws -> SubmissionOutcome? {
        var search = InclusionSearch(prepared, node: node)
        return try await search.block(from: try await node.head()) == nil ? .dropped(why) : nil
    }

    /// What the extrinsic did in this block.
    func result(_ prepared: PreparedExtrinsic, in hash: BlockHash) async throws -> SubmissionOutcome {
        let block = try await node.block(hash)
        guard let block else { throw ChainError.unknownBlock(hash) }
        guard let index = block.index(of: prepared.hash) else {
            throw ChainError.unexpectedAnswer(method: "author_submitAndWatchExtrinsic")
        }
        // The runtime that made a block is the one its parent ends with: an upgrade takes effect after its block.
        let runtime = try await runtimes.runtime(at: block.header.parentHash == .zero ? hash : block.header.parentHash)
        let stored = try await node.storage(StorageKey.prefix("System", "Events"), at: hash)
        let events = try EventRecord.list(stored, metadata: runtime.metadata).filter { event in
            if case .extrinsic(let place) = event.phase { Int(place) == index } else { false }
        }
        if let failure = DispatchFailure(events: events, metadata: runtime.metadata) { return .failed(failure) }
        guard events.contains(where: { $0.pallet == "System" && $0.name == "ExtrinsicSuccess" }) else {
            throw ChainError.unexpectedAnswer(method: "System.Events")
        }
        return prepared.goal == .finalized
            ? .finalized(block: hash, index: index, events: events)
            : .included(block: hash, index: index, events: events)
    }
}
