package import CoreMetrics
package import Foundation
package import Logging
internal import ServiceLifecycle
internal import Synchronization
internal import Timing

/// What the nodes of the network tell each other, read ahead: whoever asks gets the last good answer and its age.
///
/// However many ask, each role is queried at most once in an interval, and only runs that count are shown. While the
/// server is away, or forgets everything for a moment, the last good answer stays.
package final class StateBoard: Service {
    private let project: any RunProject
    private let netuid: Int
    private let time: LoopTime
    private let metrics: ReadingMetrics
    private let logger: Logger
    private let boards = Mutex<[RunRole: RoleBoard]>([:])
    /// How each board begins.
    private let unread: RoleBoard
    /// Rings when a query is wanted.
    private let wanted = Signal()
    /// Rings when a query has ended.
    private let answered = Signal()

    /// - Parameters:
    ///   - interval: Between two queries for one role, at least.
    ///   - background: Between two queries that nobody wants.
    ///   - now: The wall's time.
    package convenience init(
        project: any RunProject, netuid: Int, interval: Duration = .seconds(10),
        background: Duration = .seconds(60), now: @escaping @Sendable () -> Date = { Date() },
        metrics: any MetricsFactory = NOOPMetricsHandler.instance, logger: Logger
    ) {
        self.init(
            project: project, netuid: netuid, interval: interval, background: background, time: LoopTime(now: now),
            metrics: metrics, logger: logger)
    }

    init(
        project: any RunProject, netuid: Int, interval: Duration, background: Duration, time: LoopTime,
        metrics: any MetricsFactory, logger: Logger
    ) {
        self.project = project
        self.netuid = netuid
        self.time = time
        self.metrics = ReadingMetrics(metrics)
        self.logger = logger
        unread = RoleBoard(interval: interval, background: background)
    }

    /// The last good answer, at once; a younger one is asked for when it is older than an interval.
    package func reading(_ role: RunRole) -> StateReading {
        let now = time.now()
        let (reading, isNews) = with(role) { ($0.reading(at: now), $0.read(at: now)) }
        if isNews { wanted.ring() }
        return reading
    }

    /// An answer not older than an interval, or the last good one when there is none within `limit`.
    package func fresh(_ role: RunRole, within limit: Duration) async -> StateReading {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.refreshed(role) }
            group.addTask { try? await Pacing.rest(limit) }
            await group.next()
            group.cancelAll()
        }
        return reading(role)
    }

    /// Reads until shutdown.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                for role in RunRole.allCases { group.addTask { await self.watch(role) } }
            }
        }
    }

    /// Returns when the answer is fresh, or the task is cancelled.
    private func refreshed(_ role: RunRole) async {
        while !Task.isCancelled {
            let seen = answered.count
            let now = time.now()
            let (isFresh, isNews) = with(role) { ($0.isFresh(at: now), $0.read(at: now)) }
            if isFresh { return }
            if isNews { wanted.ring() }
            await answered.rung(after: seen)
        }
    }

    private func watch(_ role: RunRole) async {
        var judge = RunJudge(netuid: netuid)
        var said = IgnoredRunLog()
        while !Task.isCancelled {
            let seen = wanted.count
            let now = time.now()
            let wait = with(role) { board in
                let wait = board.wait(at: now)
                if wait <= .zero { board.begin(at: now) }
                return wait
            }
            if wait > .zero {
                await wanted.rung(after: seen, within: wait, of: time)
            } else {
                await query(role, &judge, &said)
                answered.ring()
            }
        }
    }

    private func query(_ role: RunRole, _ judge: inout RunJudge, _ said: inout IgnoredRunLog) async {
        do throws(StateError) {
            let found = try await runs(of: role)
            let runs = found ?? []
            let now = time.now()
            let (counting, ignored) = judge.judge(runs, role: role, now: now)
            metrics.read(.accepted)
            metrics.ignored(ignored)
            let awaySince = with(role) { $0.answered(found.map { _ in counting }, at: now) }
            if let awaySince {
                logger.notice(
                    "the shared state is read again",
                    metadata: [
                        "role": "\(role.rawValue)", "away_s": "\(Int(max(0, now.timeIntervalSince(awaySince))))",
                    ])
            }
            if !ignored.isEmpty { tell(runs, besides: counting, role, &judge, &said) }
        } catch {
            lose(role, error)
        }
    }

    /// All runs of `role`; nil while nobody has made the project. A project does not go away: that is a failure.
    private func runs(of role: RunRole) async throws(StateError) -> [Run]? {
        let filter: RunFilter =
            role == .validator ? .validators(netuid: netuid) : .running(role, netuid: netuid)
        do throws(StateError) {
            return try await project.runs(matching: filter)
        } catch {
            guard error == .noProject, !with(role, { $0.isMade }) else { throw error }
            return nil
        }
    }

    private func lose(_ role: RunRole, _ error: StateError) {
        // Given up by us, which says nothing about the server.
        guard !Task.isCancelled else { return }
        metrics.read(StateOutcome(error))
        let now = time.now()
        let (isNews, age) = with(role) { ($0.failed(error, at: now), $0.reading(at: now).age) }
        guard isNews else { return }
        logger.warning(
            "the shared state cannot be read: working on the last good answer",
            metadata: [
                "role": "\(role.rawValue)", "reason": "\(error)",
                "age_s": "\(age.map { "\($0.components.seconds)" } ?? "never")",
            ])
    }

    /// The log says which of `runs` do not count, and why.
    private func tell(
        _ runs: [Run], besides counting: [Run], _ role: RunRole, _ judge: inout RunJudge, _ said: inout IgnoredRunLog
    ) {
        let shown = Set(counting.map(\.id))
        let now = time.now()
        for run in runs.lazy.filter({ !shown.contains($0.id) }).prefix(IgnoredRunLog.mostRuns) {
            // A run that would count by itself lost against a later one of its hotkey.
            let verdict = judge.verdict(run, role: role, now: now)
            let fault = if case .ignored(let fault) = verdict { fault } else { RunFault.stale }
            guard said.isNews(run, fault, at: now) else { continue }
            logger.info(
                "a run does not count",
                metadata: [
                    "role": "\(role.rawValue)", "hotkey": "\(IgnoredRunLog.name(of: run))",
                    "reason": "\(fault.rawValue)",
                ])
        }
    }

    private func with<R: Sendable>(_ role: RunRole, _ body: (inout RoleBoard) -> R) -> R {
        boards.withLock { body(&$0[role, default: unread]) }
    }
}
