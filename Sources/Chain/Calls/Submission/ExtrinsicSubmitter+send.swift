internal import JSON
internal import Keys
internal import Logging

/// How far an extrinsic came when the next one of its account may go out.
enum Sending: Sendable {
    case decided(SubmissionOutcome)
    case watched(PreparedExtrinsic, RPCSubscription)
    /// In the pool or in a block, but nobody tells what becomes of it.
    case unwatched(PreparedExtrinsic)
}

extension ExtrinsicSubmitter {
    /// Signs with the next nonce and hands over; once more with a fresh nonce when another process took it.
    func send(
        _ call: RuntimeCall, signer: Keypair, era: EraWish, tip: UInt64, goal: SubmissionGoal,
        sent: @Sendable (BlockHash) -> Void
    ) async throws -> Sending {
        // A nonce that was refused as taken is taken, whatever a node behind the others says.
        var lowest: UInt32 = 0
        var attempt = 1
        while true {
            let prepared = try await prepare(
                call, signer: signer, era: era, tip: tip, goal: goal, lowestNonce: lowest)
            sent(prepared.hash)
            let sending = try await handOver(prepared)
            guard case .decided(.refused(let refusal)) = sending, refusal.tellsTakenNonce,
                attempt < configuration.nonces, prepared.nonce < .max
            else { return sending }
            logger.info("nonce taken, trying another", metadata: ["nonce": "\(prepared.nonce)"])
            lowest = prepared.nonce + 1
            attempt += 1
        }
    }

    private func prepare(
        _ call: RuntimeCall, signer: Keypair, era wish: EraWish, tip: UInt64, goal: SubmissionGoal,
        lowestNonce: UInt32
    ) async throws -> PreparedExtrinsic {
        let head = try await node.head()
        let best = try await node.header(head).number
        let runtime = try await runtimes.runtime(at: head)
        let bytes = try call.encoded(runtime.metadata)
        var era = Era.immortal
        var eraBlockHash = runtime.genesis
        var death: UInt64?
        if case .mortal(let blocks) = wish {
            let current = try await birthplace(blocks, best: best, head: head)
            era = .mortal(wish: blocks, current: current.number)
            death = era.death(current.number)
            let birth = era.birth(current.number)
            let hash = birth == current.number ? current.hash : try await node.blockHash(birth)
            guard let hash else { throw ChainError.unexpectedAnswer(method: "chain_getBlockHash") }
            eraBlockHash = hash.bytes
        }
        let nonce = max(try await node.nextIndex(signer.account), lowestNonce)
        let extrinsic = try SignedExtrinsic.make(
            call: bytes, signer: signer, nonce: nonce, tip: tip, era: era, eraBlockHash: eraBlockHash,
            runtime: runtime)
        return PreparedExtrinsic(
            extrinsic: extrinsic, hash: extrinsic.hash, account: signer.account, nonce: nonce, base: best,
            death: death, goal: goal)
    }

    /// The finalized head, which no fork takes away; the best one when finality lags by half of the era or more.
    private func birthplace(
        _ blocks: UInt64, best: UInt64, head: BlockHash
    ) async throws -> (number: UInt64, hash: BlockHash) {
        let final = try await node.finalizedHead()
        let number = try await node.header(final).number
        return number <= best && best - number < max(blocks, 4) / 2 ? (number, final) : (best, head)
    }

    private func handOver(_ prepared: PreparedExtrinsic) async throws -> Sending {
        switch await submitted(prepared) {
        case .success(let updates?): return .watched(prepared, updates)
        case .success(nil): return .decided(.accepted(prepared.hash))
        case .failure(.refused(let code, let message, let data)):
            let refusal = PoolRefusal(code: code, message: message, data: data)
            return refusal.tellsKnown ? .unwatched(prepared) : .decided(.refused(refusal))
        case .failure(let error):
            guard error.mayHaveArrived else { throw error }
            logger.warning("no answer to an extrinsic, looking for it", metadata: ["hash": "\(prepared.hash)"])
            // The account's turn is kept until it is known whether the nonce is taken.
            if let outcome = try await settle(prepared) { return .decided(outcome) }
            return .unwatched(prepared)
        }
    }

    /// The updates on the extrinsic; nil when only its acceptance matters.
    private func submitted(_ prepared: PreparedExtrinsic) async -> Result<RPCSubscription?, RPCError> {
        let parameters: [JSONValue] = [.text(prepared.extrinsic.hex)]
        do throws(RPCError) {
            if prepared.goal == .accepted {
                _ = try await node.rpc.call("author_submitExtrinsic", parameters)
                return .success(nil)
            }
            let updates = try await node.rpc.subscribe(
                "author_submitAndWatchExtrinsic", parameters, unsubscribe: "author_unwatchExtrinsic")
            return .success(updates)
        } catch {
            return .failure(error)
        }
    }
}

extension RPCError {
    /// True when the request may have reached the node although no answer came.
    var mayHaveArrived: Bool {
        switch self {
        case .connectionLost(let sent): sent
        case .timedOut, .malformed: true
        case .unreachable, .refused, .closed, .cancelled: false
        }
    }

    /// True when the same question may be answered later.
    var mayPass: Bool {
        switch self {
        case .connectionLost, .timedOut, .malformed, .unreachable: true
        case .refused, .closed, .cancelled: false
        }
    }
}
