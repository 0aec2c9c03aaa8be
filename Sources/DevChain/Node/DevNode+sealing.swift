import Chain
import JSON
import Keys
import Logging

extension DevNode {
    /// Extrinsics that one block takes, besides the timestamp.
    private static let blockCapacity = 1_024

    /// Seals the next block with what is ready in the pool, keeps it, and tells who wants to know.
    ///
    /// - Throws: ``LedgerError`` or `FileError` when it cannot be written; the chain is then as before.
    @discardableResult
    package func seal() throws -> Head {
        let now = max(configuration.now(), Self.time(of: ledger.state) + 1)
        let context = nextContext(now: now)
        var state = ledger.state
        _ = runtime.begin(block: context, state: &state)
        var extrinsics = [runtime.timestampExtrinsic(milliseconds: now)]
        var done: [PoolEntry] = []
        var invalid: [PoolEntry] = []
        // An extrinsic is judged by the storage that those before it leave behind, not the one it arrived at.
        var stopped: Set<AccountID> = []
        for entry in pool.ready(nonce: { nonce($0, state: state, context: context) }) {
            guard extrinsics.count <= Self.blockCapacity else { break }
            guard !stopped.contains(entry.signer) else { continue }
            guard runtime.admit(entry.extrinsic, state: state, context: context) == nil else {
                invalid.append(entry)
                stopped.insert(entry.signer)
                continue
            }
            _ = runtime.apply(
                entry.extrinsic, index: UInt32(truncatingIfNeeded: extrinsics.count), state: &state, context: context)
            extrinsics.append(entry.bytes)
            done.append(entry)
        }
        let record = ledger.child(extrinsics: extrinsics, slot: now / 12_000, state: state)
        try store?.append(record)
        guard ledger.append(record) else { return head }

        for entry in done + invalid { _ = pool.remove(entry.hash) }
        let late = pool.prune(head: ledger.head.number) {
            nonce($0, state: ledger.state, context: context)
        }
        announce(done: done, gone: invalid + late)
        do {
            try store?.compact(ledger)
        } catch {
            // The log holds all of it; it only stays longer.
            logger.warning("the chain's log could not be compacted", metadata: ["reason": "\(error)"])
        }
        return head
    }

    /// In the order in which a client may rely on it: head, inclusion, finalization of earlier blocks.
    private func announce(done: [PoolEntry], gone: [PoolEntry]) {
        let block = ledger.head
        let header = block.header.json
        book.tell(.allHeads, header)
        book.tell(.newHeads, header)
        tellStorage()
        for entry in gone {
            for watch in entry.watches {
                book.tell(watch, .text("invalid"))
                book.forget(watch)
            }
        }
        for entry in done {
            for watch in entry.watches {
                book.tell(watch, .object(["inBlock": block.hash.json]))
                included.append(Included(number: block.number, hash: block.hash, watch: watch))
            }
        }
        announceReady()
        let finalized = finalized
        if let final = ledger.block(finalized.hash) {
            book.tell(.finalizedHeads, final.header.json)
        }
        // Never in the block of the inclusion itself: bittensor 9.0.0 trips over two notifications at once.
        for item in included where item.number <= finalized.number && item.number < block.number {
            book.tell(item.watch, .object(["finalized": item.hash.json]))
            book.forget(item.watch)
        }
        included.removeAll { $0.number <= finalized.number && $0.number < block.number }
    }

    /// Tells those whose extrinsic waited for another that it can go into the next block.
    func announceReady() {
        let state = ledger.state
        let context = nextContext(now: Self.time(of: state))
        for entry in pool.ready(nonce: { nonce($0, state: state, context: context) }) where !entry.isAnnounced {
            for watch in entry.watches { book.tell(watch, .text("ready")) }
            pool.update(entry.hash) { $0.isAnnounced = true }
        }
    }

    private func tellStorage() {
        let changed = ledger.changedKeys(ledger.head.number)
        for (id, topic) in book.all({ if case .storage = $0 { true } else { false } }) {
            guard case .storage(let keys) = topic else { continue }
            let seen = changed.filter { keys.isEmpty || keys.contains($0) }
            guard !seen.isEmpty else { continue }
            book.tell(id, RPCAnswer.changes(ledger.head.hash, seen.map { ($0, ledger.state[$0]) }))
        }
    }
}
