import Chain
import Keys

/// The extrinsics that wait for a block: of each account in the order of nonces, those with a gap before them, too.
struct ExtrinsicPool: Sendable {
    /// How much waits at most.
    struct Limits: Sendable {
        var entries = 8_192
        var perAccount = 512
        var bytes = 32 << 20
        /// Blocks that an extrinsic may wait for the ones before it.
        var patience: UInt64 = 256
    }

    /// Why an extrinsic was not taken in.
    enum Refusal: Error, Equatable {
        case alreadyImported
        /// Another with this nonce offers as much, or more.
        case tooLowPriority(old: UInt64, new: UInt64)
        case full
    }

    let limits: Limits
    private var accounts: [AccountID: [UInt64: PoolEntry]] = [:]
    private var places: [BlockHash: (account: AccountID, nonce: UInt64)] = [:]
    private var bytes = 0

    init(limits: Limits = Limits()) {
        self.limits = limits
    }

    var count: Int { places.count }

    /// All, in the order of arrival.
    var entries: [PoolEntry] {
        accounts.values.flatMap(\.values).sorted { $0.arrival < $1.arrival }
    }

    func contains(_ hash: BlockHash) -> Bool { places[hash] != nil }

    /// True when watchers of the entry know that it can go into the next block, or when it is not here any more.
    func isAnnounced(_ hash: BlockHash) -> Bool {
        guard let place = places[hash] else { return true }
        return accounts[place.account]?[place.nonce]?.isAnnounced ?? true
    }

    /// Takes the entry in.
    ///
    /// - Returns: The one with the same signer and nonce that it replaces because it offers a higher tip.
    mutating func insert(_ entry: PoolEntry) throws(Refusal) -> PoolEntry? {
        guard places[entry.hash] == nil else { throw .alreadyImported }
        let old = accounts[entry.signer]?[entry.nonce]
        if let old {
            let (before, now) = (UInt64(old.extrinsic.tip), UInt64(entry.extrinsic.tip))
            guard now > before else { throw .tooLowPriority(old: before, new: now) }
            _ = remove(old.hash)
        } else {
            guard count < limits.entries, bytes + entry.bytes.count <= limits.bytes,
                accounts[entry.signer]?.count ?? 0 < limits.perAccount
            else { throw .full }
        }
        accounts[entry.signer, default: [:]][entry.nonce] = entry
        places[entry.hash] = (entry.signer, entry.nonce)
        bytes += entry.bytes.count
        return old
    }

    /// Takes the entry out.
    mutating func remove(_ hash: BlockHash) -> PoolEntry? {
        guard let place = places.removeValue(forKey: hash) else { return nil }
        let entry = accounts[place.account]?.removeValue(forKey: place.nonce)
        if accounts[place.account]?.isEmpty == true { accounts[place.account] = nil }
        bytes -= entry?.bytes.count ?? 0
        return entry
    }

    /// Changes what is kept beside an entry's bytes.
    mutating func update(_ hash: BlockHash, _ change: (inout PoolEntry) -> Void) {
        guard let place = places[hash], var entry = accounts[place.account]?[place.nonce] else { return }
        change(&entry)
        accounts[place.account]?[place.nonce] = entry
    }

    /// The nonce after those of the account that follow `nonce` without a gap.
    func nextNonce(_ account: AccountID, from nonce: UInt64) -> UInt64 {
        var next = nonce
        while accounts[account]?[next] != nil { next += 1 }
        return next
    }

    /// What can go into the next block, in the order in which it can: by arrival, but nonces of an account in order.
    func ready(nonce: (AccountID) -> UInt64) -> [PoolEntry] {
        var expected: [AccountID: UInt64] = [:]
        var ready: [PoolEntry] = []
        for entry in entries {
            var next = expected[entry.signer] ?? nonce(entry.signer)
            // An earlier arrival with a later nonce waited for this one.
            if entry.nonce == next {
                ready.append(entry)
                next += 1
                while let waiting = accounts[entry.signer]?[next], waiting.arrival < entry.arrival {
                    ready.append(waiting)
                    next += 1
                }
            }
            expected[entry.signer] = next
        }
        return ready
    }

    /// Takes out what can never go into a block any more: nonces that are used, and what waited too long.
    mutating func prune(head: UInt64, nonce: (AccountID) -> UInt64) -> [PoolEntry] {
        let gone = accounts.flatMap { account, waiting in
            let next = nonce(account)
            return waiting.values.filter { $0.nonce < next || $0.since &+ limits.patience < head }
        }
        for entry in gone { _ = remove(entry.hash) }
        return gone
    }
}
