import SharedState
import Synchronization

/// Which runs are signed by whom they name: found out once for each signature, since pages are asked for often.
final class SignatureBook: Sendable {
    /// What a page says of a run's signature.
    enum Verdict: Sendable {
        case good
        case bad
        case missing
    }

    private struct Claim: Hashable {
        var runID: String
        var hotkey: String
        var signature: String
    }

    private static let most = 10_000
    private let known = Mutex<[Claim: Bool]>([:])

    func verdict(_ run: ShelvedRun) -> Verdict {
        guard let hotkey = run.config.hotkey, let signature = run.config.signature else { return .missing }
        guard signature.utf8.count <= 256, hotkey.utf8.count <= 128 else { return .bad }
        let claim = Claim(runID: run.key.name, hotkey: hotkey, signature: signature)
        if let isGood = known.withLock({ $0[claim] }) { return isGood ? .good : .bad }
        let isGood = RunSignature.verifies(signature, runID: run.key.name, hotkey: hotkey)
        known.withLock { known in
            if known.count >= Self.most { known.removeAll() }
            known[claim] = isGood
        }
        return isGood ? .good : .bad
    }
}
