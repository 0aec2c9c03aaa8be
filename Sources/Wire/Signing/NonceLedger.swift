import Crypto
package import Keys
import NIOPosix
import Synchronization

/// The nonces that an axon has accepted: per (hotkey, uuid) they strictly increase, in bounded memory, across restarts.
///
/// What is too old for the freshness window is forgotten. When more is remembered than the bound allows, the older half
/// is folded into a floor below which nothing unseen is accepted any more. The floor of a process that died is its
/// durable mark: no nonce above the mark is ever accepted before a higher mark is on disk.
package final class NonceLedger: Sendable {
    /// What became of a nonce.
    package enum Verdict: Sendable, Equatable {
        case accepted
        /// Not greater than the last one of this sender.
        case repeated
        /// Below what a restart or a flood left as the floor; in so many nanoseconds the sender's clock has passed it.
        case belowFloor(remaining: UInt64)
        /// The mark could not be written, so nothing can be accepted safely.
        case notDurable
    }

    private struct State {
        var seen: [UInt128: UInt64] = [:]
        var floor: UInt64
        var mark: UInt64
        var highest: UInt64
        /// A higher mark is being written in the background.
        var extending = false
    }

    private let state: Mutex<State>
    /// The mark on disk; held while it is written, so that a lower one never follows a higher one.
    private let disk: Mutex<UInt64>
    private let capacity: Int
    private let window: UInt64
    private let ahead: UInt64
    private let persist: (@Sendable (UInt64) throws -> Void)?

    /// An empty ledger above `mark`.
    ///
    /// - Parameters:
    ///   - capacity: How many senders are remembered at most.
    ///   - window: Nanoseconds after which a nonce is stale anyhow.
    ///   - mark: The mark that ``persist`` last wrote, or 0.
    ///   - ahead: Nanoseconds by which a mark is written ahead, so that it is written once in that time at most.
    ///   - persist: Makes a mark durable; nil keeps none.
    package init(
        capacity: Int = 100_000, window: UInt64 = 16_000_000_000, mark: UInt64 = 0, ahead: UInt64 = 1_000_000_000,
        persist: (@Sendable (UInt64) throws -> Void)? = nil
    ) {
        self.capacity = max(2, capacity)
        self.window = window
        self.ahead = ahead
        self.persist = persist
        state = Mutex(State(floor: mark, mark: mark, highest: mark))
        disk = Mutex(mark)
    }

    /// A ledger whose mark lives in the file at `path`.
    /// - Throws: when the file cannot be read or is damaged: starting without it would accept replays.
    package convenience init(path: String) throws {
        let file = try NonceMarkFile(path: path)
        self.init(mark: file.mark) { try file.write($0) }
    }

    /// The file of a mark holds something else.
    package struct DamagedMark: Error, CustomStringConvertible {
        let path: String
        package var description: String {
            "\(path) does not hold a mark; remove it if no request of the last 20 seconds may be replayed"
        }
    }

    /// Accepts `nonce` of this sender at most once; call it only after a good signature.
    package func accept(hotkey: AccountID, uuid: String, nonce: UInt64, now: UInt64) -> Verdict {
        let key = Self.key(hotkey, uuid)
        let (verdict, extend) = state.withLock { state -> (Verdict, Bool) in
            if let last = state.seen[key] {
                guard nonce > last else { return (.repeated, false) }
            }
            guard nonce > state.floor else { return (.belowFloor(remaining: state.floor - nonce), false) }
            if let persist, nonce > state.mark {
                // Rare: the first request, or a mark that could not be extended in time.
                let mark = self.mark(above: nonce)
                guard raise(to: mark, persist) else { return (.notDurable, false) }
                state.mark = mark
            }
            let extend = persist != nil && !state.extending && state.mark - nonce < ahead / 2
            if extend { state.extending = true }
            state.seen[key] = nonce
            state.highest = max(state.highest, nonce)
            if state.seen.count > capacity { shrink(&state, now: now) }
            return (.accepted, extend)
        }
        if extend { extendMark(beyond: nonce) }
        return verdict
    }

    /// A higher mark is on disk soon, written where nobody waits for it.
    private func extendMark(beyond nonce: UInt64) {
        guard let persist else { return }
        NIOThreadPool.singleton.submit { _ in
            let mark = self.mark(above: nonce)
            let written = self.raise(to: mark, persist)
            self.state.withLock { state in
                if written { state.mark = max(state.mark, mark) }
                state.extending = false
            }
        }
    }

    /// True once a mark of at least `mark` is on disk.
    private func raise(to mark: UInt64, _ persist: @Sendable (UInt64) throws -> Void) -> Bool {
        disk.withLock { written in
            if written >= mark { return true }
            guard (try? persist(mark)) != nil else { return false }
            written = mark
            return true
        }
    }

    /// The mark to write so that `nonce` and what soon follows it is covered.
    private func mark(above nonce: UInt64) -> UInt64 { nonce > .max - ahead ? .max : nonce + ahead }

    /// Writes the exact mark, so that a clean restart refuses no fresh request.
    package func close() {
        state.withLock { state in
            guard let persist, state.mark > state.highest else { return }
            disk.withLock { written in
                guard (try? persist(state.highest)) != nil else { return }
                written = state.highest
                state.mark = state.highest
            }
        }
    }

    /// How many senders are remembered.
    package var count: Int { state.withLock { $0.seen.count } }

    private func shrink(_ state: inout State, now: UInt64) {
        let oldest = now > window ? now - window : 0
        state.seen = state.seen.filter { $0.value >= oldest }
        guard state.seen.count > capacity / 2 else { return }
        let median = state.seen.values.sorted()[state.seen.count / 2]
        state.seen = state.seen.filter { $0.value > median }
        state.floor = max(state.floor, median)
    }

    private static func key(_ hotkey: AccountID, _ uuid: String) -> UInt128 {
        var hash = SHA256()
        hash.update(data: hotkey.bytes)
        hash.update(data: Array(uuid.utf8))
        return hash.finalize().prefix(16).reduce(0) { $0 << 8 | UInt128($1) }
    }
}
