import CoreMetrics
import Foundation
import Logging
import ServiceLifecycle
import Store
import Timing

/// Asks the miners, round by round, whether the rentals still stand; of all processes on one store one asks at a time.
struct HealthCheck: Service {
    /// What the miner of a rental says about it.
    typealias Ask = @Sendable (HealthSubject) async -> HealthAnswer
    /// Waits a little before those are asked again whose first is given.
    typealias Pause = @Sendable (HealthSubject) async -> Void

    /// Failures in a row after which a miner is given up.
    static let lostAfter = 20
    /// Rentals that are asked for at a time.
    static let parallel = 64
    /// Seconds for which the journal keeps what nobody is owed.
    static let memory: TimeInterval = 7 * 86_400

    private let store: any MarketStore
    private let ask: Ask
    private let interval: Duration
    private let lostAfter: Int
    private let pause: Pause
    private let metrics: HealthMetrics
    private let lease: HeldLease
    private let changed: @Sendable () -> Void
    private let now: @Sendable () -> Date
    private let logger: Logger

    /// - Parameters:
    ///   - interval: Time between two rounds.
    ///   - changed: Called after a round: there may be notices.
    init(
        store: any MarketStore, miners: MinerDirectory, calls: MinerCalls, interval: Duration = .seconds(180),
        lostAfter: Int = HealthCheck.lostAfter, metrics: any MetricsFactory,
        changed: @escaping @Sendable () -> Void = {}, now: @escaping @Sendable () -> Date = { Date() }, logger: Logger
    ) {
        self.init(
            store: store, interval: interval, lostAfter: lostAfter, metrics: metrics, changed: changed,
            pause: { subject in
                guard await Pacing.pause(.seconds(1)) else { return }
                // One look at the chain, where it may say that miners have moved, serves them all.
                if let known = await miners.findOrRead(subject.hotkey) { _ = await miners.moved(known) }
            }, now: now, logger: logger,
            ask: { subject in
                guard let miner = miners.find(subject.hotkey) else { return miners.isUsable ? .silent : .unknown }
                return HealthAnswer(
                    await calls.isAllocated(miner.target, publicKey: subject.publicKey), signs: subject.signs)
            })
    }

    /// - Parameter pause: What comes between the first and the second question of a round.
    init(
        store: any MarketStore, interval: Duration = .seconds(180), lostAfter: Int = HealthCheck.lostAfter,
        metrics: any MetricsFactory, changed: @escaping @Sendable () -> Void = {},
        pause: @escaping Pause, now: @escaping @Sendable () -> Date, logger: Logger, ask: @escaping Ask
    ) {
        self.store = store
        self.ask = ask
        self.interval = interval
        self.lostAfter = lostAfter
        self.pause = pause
        self.metrics = HealthMetrics(metrics)
        self.changed = changed
        self.now = now
        self.logger = logger
        // Longer than the time between two rounds: who checks goes on checking while it lives.
        let seconds = TimeInterval(interval.components.seconds) * 1.5 + 15
        lease = HeldLease("health", store: store, seconds: seconds, now: now)
    }

    /// Checks every interval until shutdown, first after one.
    func run() async throws {
        await Pacing.every(interval) { await check() }
        await lease.letGo()
    }

    /// One round, if it is this process's turn: what its rentals' miners say is recorded.
    func check() async {
        do {
            guard try await lease.hold() else { return }
            try await round()
            try await store.pruneNotices(before: now().addingTimeInterval(-Self.memory))
        } catch {
            logger.warning("a health check is left out", metadata: ["reason": "\(error)"])
        }
        changed()
    }

    private func round() async throws {
        let subjects = try await subjects()
        let before = try await store.healths()
        let good = await questions(subjects) { before[$0.id]?.isPaused ?? false }
        // A round that was cut short says nothing, and neither does one that another process has overtaken.
        guard !Task.isCancelled, !Task.isShuttingDownGracefully, try await lease.hold() else { return }
        let (failures, checked) = (good.count { $0 == false }, good.count { $0 != nil })
        let isOurs = failures > 2 && failures * 100 > checked * 55
        metrics.alarm.set(isOurs ? 1 : 0)
        guard !isOurs else {
            logger.error(
                "most miners do not answer: the fault is ours, no check counts",
                metadata: ["failed": "\(failures)", "checked": "\(checked)"])
            return
        }
        for case (let subject, let isGood?) in zip(subjects, good) { try await record(subject, isGood) }
    }

    private func subjects() async throws(StoreError) -> [HealthSubject] {
        let ours = try await store.rentals(in: [.active]).map { HealthSubject($0) }
        return ours + (try await store.legacyAllocations().compactMap { HealthSubject($0) })
    }

    /// Whether each of `subjects` is well, nil where that is not known; a failure counts when the miner, asked again, fails again.
    private func questions(
        _ subjects: [HealthSubject], isPaused: @escaping @Sendable (HealthSubject) -> Bool
    ) async -> [Bool?] {
        let ask: Ask = { [ask, lease] subject in
            // Kept during a round that takes long; whether it was kept is asked at the round's end.
            _ = try? await lease.hold()
            return await ask(subject)
        }
        var good = await Bounded.map(subjects, atOnce: Self.parallel) { subject in
            await ask(subject).isGood(whenPaused: isPaused(subject))
        }
        let doubtful = good.indices.filter { good[$0] == false }
        guard let first = doubtful.first else { return good }
        await pause(subjects[first])
        let second = await Bounded.map(doubtful, atOnce: Self.parallel) { position in
            await ask(subjects[position]).isGood(whenPaused: isPaused(subjects[position]))
        }
        for (position, isGood) in zip(doubtful, second) { good[position] = isGood }
        return good
    }

    private func record(_ subject: HealthSubject, _ isGood: Bool) async throws(StoreError) {
        let health = try await store.recordCheck(
            isGood, rental: subject.id, hotkey: subject.hotkey, uuid: subject.uuid, at: now())
        // Gone meanwhile, or just being released: it is nobody's any more.
        guard let health else { return }
        metrics.count(isGood)
        guard !isGood else { return }
        logger.info("a rental's check failed", metadata: facts(subject, health))
        guard health.failures >= lostAfter, try await giveUp(subject) else { return }
        metrics.lost.increment()
        logger.error("a miner is given up, its rental is lost", metadata: facts(subject, health))
    }

    /// The renter is told; the release goes on being owed to the miner, and is the resolver's.
    private func giveUp(_ subject: HealthSubject) async throws(StoreError) -> Bool {
        guard subject.isPython else { return try await store.markLost(subject.id, at: now()) != nil }
        return try await store.adoptLostLegacy(hotkey: subject.hotkey, at: now()) != nil
    }

    private func facts(_ subject: HealthSubject, _ health: RentalHealth) -> Logger.Metadata {
        ["allocation": "\(subject.id)", "hotkey": "\(subject.hotkey)", "failures": "\(health.failures)"]
    }
}
