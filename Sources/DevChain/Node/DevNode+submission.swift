package import Chain
import JSON
package import Keys

extension DevNode {
    /// Puts the extrinsic, whole with its length, into the pool.
    ///
    /// - Returns: Its hash.
    /// - Throws: ``RPCFailure`` as the real node answers.
    @discardableResult
    package func submit(_ bytes: [UInt8]) throws(RPCFailure) -> BlockHash {
        let hash = try admit(bytes)
        announceReady()
        return hash
    }

    /// The nonce for the account's next extrinsic, counting those that wait.
    package func nextNonce(_ account: AccountID) -> UInt64 {
        let state = ledger.state
        let context = nextContext(now: Self.time(of: state))
        return pool.nextNonce(account, from: nonce(account, state: state, context: context))
    }

    func admit(_ bytes: [UInt8]) throws(RPCFailure) -> BlockHash {
        let hash = BlockHash(hashing: bytes)
        guard !pool.contains(hash) else { throw Self.failure(.alreadyImported, hash: hash) }
        let extrinsic: DecodedExtrinsic
        do throws(ScaleError) {
            extrinsic = try DecodedExtrinsic.decode(bytes, metadata: runtime.metadata)
        } catch {
            throw .verification("Runtime error: Execution failed: the extrinsic does not decode: \(error)")
        }
        guard let signer = extrinsic.signer else {
            throw RPCFailure(1010, "Invalid Transaction", data: "Transaction call is not expected")
        }
        let now = max(configuration.now(), Self.time(of: ledger.state) + 1)
        if let refusal = runtime.admit(extrinsic, state: ledger.state, context: nextContext(now: now)) {
            throw RPCFailure(refusal.code, refusal.message, data: refusal.data)
        }
        arrivals += 1
        let entry = PoolEntry(
            bytes: bytes, extrinsic: extrinsic, signer: signer, hash: hash, arrival: arrivals,
            since: ledger.head.number)
        let replaced: PoolEntry?
        do throws(ExtrinsicPool.Refusal) {
            replaced = try pool.insert(entry)
        } catch {
            throw Self.failure(error, hash: hash)
        }
        for watch in replaced?.watches ?? [] {
            book.tell(watch, .object(["usurped": hash.json]))
            book.forget(watch)
        }
        return hash
    }

    private static func failure(_ refusal: ExtrinsicPool.Refusal, hash: BlockHash) -> RPCFailure {
        switch refusal {
        case .alreadyImported:
            RPCFailure(1013, "Transaction is already imported", data: hash.hex)
        case .tooLowPriority(let old, let new):
            RPCFailure(
                1014, "Priority is too low: (\(old) vs \(new))",
                data: "The transaction has too low priority to replace another transaction already in the pool.")
        case .full:
            RPCFailure(
                1016, "Immediately Dropped", data: "The transaction couldn't enter the pool because of the limit")
        }
    }
}
