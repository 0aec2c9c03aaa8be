package import Keys

/// Lets one extrinsic of an account at a time pass from the reading of its nonce to its arrival in the pool.
///
/// Two that read the same nonce would push each other out. One keeper serves a whole process; other processes are
/// noticed by what the pool says.
package actor NonceKeeper {
    private var busy: Set<AccountID> = []
    private var waiting: [AccountID: [(id: Int, turn: AsyncStream<Void>.Continuation)]] = [:]
    private var nextID = 0

    package init() {}

    /// What `work` gives; no other work for this account runs meanwhile, waiting work runs in order of arrival.
    /// - Throws: `CancellationError` when cancelled before its turn, or what `work` throws.
    package func exclusively<R: Sendable>(
        _ account: AccountID, _ work: @Sendable () async throws -> R
    ) async throws -> R {
        try await enter(account)
        defer { leave(account) }
        return try await work()
    }

    private func enter(_ account: AccountID) async throws {
        guard !busy.insert(account).inserted else { return }
        let id = nextID
        nextID += 1
        let (turns, turn) = AsyncStream<Void>.makeStream()
        waiting[account, default: []].append((id, turn))
        for await _ in turns { return }
        // Cancelled: either still in the queue, or the turn came at the same moment and has to be passed on.
        if let place = waiting[account]?.firstIndex(where: { $0.id == id }) {
            waiting[account]?.remove(at: place)
        } else {
            leave(account)
        }
        throw CancellationError()
    }

    private func leave(_ account: AccountID) {
        guard var queue = waiting[account], !queue.isEmpty else {
            waiting[account] = nil
            busy.remove(account)
            return
        }
        let next = queue.removeFirst()
        waiting[account] = queue
        next.turn.yield(())
    }

    /// How many wait for the account's turn.
    func queue(_ account: AccountID) -> Int { waiting[account]?.count ?? 0 }
}
