import Chain
package import CoreMetrics
import Keys
package import Logging
import Synchronization

/// Applies a ``VersionRule`` to callers: looks every 30 blocks whether it holds, logs each late caller once, counts all.
package final class VersionWatch: Sendable {
    private let rule: VersionRule
    private let logger: Logger
    private let late: Counter
    private let state = Mutex(State())

    private struct State {
        var lookedAt: UInt64?
        var isEstablished = false
        var told: Set<AccountID> = []
    }

    /// Blocks between two looks at who runs which version.
    package static let blocks: UInt64 = 30

    package init(rule: VersionRule, metrics: any MetricsFactory, logger: Logger) {
        self.rule = rule
        self.logger = logger
        late = Counter(label: "miner_outdated_callers_total", dimensions: [], factory: metrics)
    }

    /// Whether `caller` is late, and the operator wants such callers refused.
    func isRefused(_ caller: Neuron, in metagraph: Metagraph) -> Bool {
        let (isEstablished, isNews) = state.withLock { state in
            if state.lookedAt.map({ metagraph.block >= $0 + Self.blocks || metagraph.block < $0 }) ?? true {
                state.lookedAt = metagraph.block
                state.isEstablished = rule.isEstablished(in: metagraph)
                state.told = []
            }
            guard state.isEstablished, !rule.isUpToDate(caller) else { return (false, false) }
            return (true, state.told.insert(caller.hotkey).inserted)
        }
        guard isEstablished else { return false }
        late.increment()
        if isNews {
            logger.warning(
                "a caller's program is old",
                metadata: [
                    "hotkey": "\(caller.hotkey)", "version": "\(caller.prometheus?.version ?? 0)",
                    "refused": "\(rule.isRequired)",
                ])
        }
        return rule.isRequired
    }
}
