package import Foundation
package import Logging
import ServiceLifecycle
import Synchronization
import Timing

/// The last good metagraph with its age, refreshed by a loop; a chain that is away leaves it as it is.
package final class MetagraphCache: Service {
    private let subtensor: any Subtensor
    private let netuid: UInt16
    private let interval: Duration
    private let now: @Sendable () -> Date
    private let logger: Logger
    private let state: Mutex<Snapshot>

    /// A metagraph and when it was read.
    package struct Snapshot: Sendable {
        package let metagraph: Metagraph
        package let readAt: Date
    }

    /// A cache that has read the metagraph once.
    /// - Throws: ``SubtensorError`` when even the first read fails: a role cannot start without a network.
    package init(
        subtensor: any Subtensor, netuid: UInt16, interval: Duration, logger: Logger,
        now: @escaping @Sendable () -> Date = { Date() }
    ) async throws(SubtensorError) {
        self.subtensor = subtensor
        self.netuid = netuid
        self.interval = interval
        self.now = now
        self.logger = logger
        state = Mutex(Snapshot(metagraph: try await subtensor.metagraph(netuid: netuid), readAt: now()))
    }

    /// The last good metagraph.
    package var current: Metagraph { state.withLock { $0.metagraph } }

    /// Seconds since the last good read.
    package var age: TimeInterval { now().timeIntervalSince(state.withLock { $0.readAt }) }

    /// The metagraph is as fresh as the chain allows; a failed read is logged and keeps the last good one.
    package func refresh() async {
        do {
            let fresh = try await subtensor.metagraph(netuid: netuid)
            let snapshot = Snapshot(metagraph: fresh, readAt: now())
            state.withLock { $0 = snapshot }
        } catch {
            logger.warning("metagraph not refreshed", metadata: ["reason": "\(error)", "age_s": "\(Int(age))"])
        }
    }

    /// Refreshes every interval until shutdown.
    package func run() async throws {
        await Pacing.every(interval) { await self.refresh() }
    }
}
