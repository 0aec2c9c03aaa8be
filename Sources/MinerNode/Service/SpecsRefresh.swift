import Market
import ServiceLifecycle
import Synchronization

/// Keeps the machine's description fresh: it is read every 150 blocks, not once a request.
final class SpecsRefresh: Service {
    /// Blocks between two readings.
    static let blocks: UInt64 = 150

    private let reader: SpecsReader
    private let pace: BlockPace
    private let refreshed: @Sendable (HardwareSpecs) async -> Void
    private let last = Mutex<HardwareSpecs?>(nil)

    /// - Parameter refreshed: Called with each description that was read on schedule.
    init(
        reader: SpecsReader, pace: BlockPace, refreshed: @escaping @Sendable (HardwareSpecs) async -> Void = { _ in }
    ) {
        self.reader = reader
        self.pace = pace
        self.refreshed = refreshed
    }

    /// Reads until shutdown.
    func run() async throws {
        repeat { await refreshed(await refresh()) } while await pace.wait(Self.blocks)
    }

    /// The description as it was read last; read now when it never was.
    func current() async -> HardwareSpecs {
        if let known = last.withLock({ $0 }) { return known }
        return await refresh()
    }

    // A miner whose engine does not answer has ended at its start.
    @discardableResult
    private func refresh() async -> HardwareSpecs {
        let specs = await reader.read(hasDocker: true)
        last.withLock { $0 = specs }
        return specs
    }
}
