package import CoreMetrics
package import Foundation
package import JSON
internal import Keys
package import Logging
internal import ServiceLifecycle
internal import Synchronization
internal import Timing

/// Keeps a node's run true: what is published reaches the server as soon as it can, and nobody waits for that.
///
/// Processes that share the memory share the run; the one that holds the lease sends what all of them publish. Values
/// are told again and again until the server has them, last value by key; rows of history arrive once.
package final class RunPublisher: Service {
    let project: any RunProject
    let identity: RunIdentity
    let pace: PublishingPace
    let time: LoopTime
    let memory: PublishingMemory
    let metrics: PublishingMetrics
    let logger: Logger
    /// How the process ends, asked when it does.
    let exitCode: @Sendable () -> Int
    /// This process among those that share the memory.
    let owner = Hex.encode(SecureRandom.bytes(8))
    let state: Mutex<PublishingState>
    /// Rings when something was published.
    let published = Signal()
    /// Rings when the run was taken up.
    let attached = Signal()
    /// When the lease was last asked for and given.
    let heldAt = Mutex<Date?>(nil)

    /// - Parameters:
    ///   - memory: Shared by all processes of the node.
    ///   - now: The wall's time, for what others read and for the pace.
    ///   - exitCode: How the process ends, asked when it does; others than 0 show the run as failed.
    package convenience init(
        project: any RunProject, identity: RunIdentity, memory: any RunMemory, pace: PublishingPace = .init(),
        now: @escaping @Sendable () -> Date = { Date() }, exitCode: @escaping @Sendable () -> Int = { 0 },
        metrics: any MetricsFactory = NOOPMetricsHandler.instance, logger: Logger
    ) {
        self.init(
            project: project, identity: identity, memory: memory, pace: pace, time: LoopTime(now: now),
            exitCode: exitCode, metrics: metrics, logger: logger)
    }

    init(
        project: any RunProject, identity: RunIdentity, memory: any RunMemory, pace: PublishingPace, time: LoopTime,
        exitCode: @escaping @Sendable () -> Int = { 0 }, metrics: any MetricsFactory, logger: Logger
    ) {
        self.project = project
        self.identity = identity
        self.pace = pace
        self.time = time
        self.memory = PublishingMemory(memory, logger: logger)
        self.metrics = PublishingMetrics(metrics)
        self.logger = logger
        self.exitCode = exitCode
        state = Mutex(PublishingState(pace: pace, start: time.now()))
    }

    /// `values` are remembered, and sent in a while; of a key that is published already only the new value counts.
    ///
    /// It fails never and does not wait for the network. A number that JSON cannot say becomes null.
    package func publish(_ values: [String: JSONValue]) async {
        guard !values.isEmpty else { return }
        state.withLock { $0.note(time.now()) }
        await memory.put(values.mapValues(\.finite))
        published.ring()
    }

    /// A row of the run's history is sent in a while; of many that wait the oldest are lost.
    package func log(_ row: [String: JSONValue]) {
        if !state.withLock({ $0.log(row.mapValues(\.finite), at: time.now()) }) { metrics.droppedRow() }
        published.ring()
    }

    /// The time since the server last took something of this process; nil when it never did.
    package var age: Duration? { state.withLock { $0.age(at: time.now()) } }

    /// Whether something waits to be sent for longer than a minute; false while another process has to send it.
    package var isBehind: Bool { state.withLock { $0.isBehind(at: time.now()) } }

    /// Whether this process speaks for the run; false as long as it is not known.
    package var isSpeaking: Bool { state.withLock { $0.isSpeaker == true } }

    /// Publishes until shutdown, then says farewell; when cancelled it says nothing, as one that was killed.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await self.speak() }
                group.addTask { await self.keepClean() }
            }
        }
        guard !Task.isCancelled else { return }
        await sayFarewell()
    }
}

extension JSONValue {
    /// The value with null for each number that JSON cannot say: others would not even equal themselves.
    var finite: JSONValue {
        switch self {
        case .number(let number): number.isFinite ? self : .null
        case .list(let list): .list(list.map(\.finite))
        case .object(let members): .object(members.mapValues(\.finite))
        default: self
        }
    }
}
