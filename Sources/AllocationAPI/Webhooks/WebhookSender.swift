package import CoreMetrics
package import Foundation
package import Logging
import ServiceLifecycle
package import Store
import Synchronization
import Timing

/// Sends what the store owes to receivers of webhooks, until they have taken it.
///
/// Of all processes on one store one sends at a time. A hotkey's notices go out in order, different hotkeys' side by
/// side. A receiver that stays away for a round of tries does not hold back what the other one is to be told. A notice is settled after it was taken: who dies in between sends it again, with the same `x-webhook-id`.
package final class WebhookSender: Service {
    /// Tries of one round, and the seconds between them.
    static let (tries, pause) = (3, 15.0)
    /// Hours for which a receiver is tried.
    static let patience: TimeInterval = 72 * 3_600
    /// Receivers that are told at a time.
    static let parallel = 16
    private static let batch = 64

    private let settings: WebhookSettings
    private let store: any NoticeStore & LeaseStore
    private let interval: Duration
    private let metrics: WebhookMetrics
    private let now: @Sendable () -> Date
    private let logger: Logger
    private let lease: HeldLease
    /// What was taken but is not settled yet, because the store is away.
    private let taken = Mutex<Set<Int64>>([])
    private let wakes: AsyncStream<Void>
    private let wake: AsyncStream<Void>.Continuation

    /// - Parameter interval: Time between two looks at the store.
    package init(
        settings: WebhookSettings, store: any NoticeStore & LeaseStore, interval: Duration = .seconds(1),
        metrics: any MetricsFactory, now: @escaping @Sendable () -> Date = { Date() }, logger: Logger
    ) {
        self.settings = settings
        self.store = store
        self.interval = interval
        self.metrics = WebhookMetrics(metrics)
        self.now = now
        self.logger = logger
        // Two thirds of it are longer than the sending of one batch.
        lease = HeldLease("webhooks", store: store, seconds: 30, now: now)
        (wakes, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Looks at once: something is owed.
    package func poke() { wake.yield() }

    /// Sends until shutdown; a try that is under way comes to its end.
    package func run() async throws {
        for receiver in [settings.deallocations, settings.statuses].compactMap({ $0 }) where receiver.isInClear {
            logger.warning("webhooks go out in clear: use https", metadata: ["host": "\(receiver.host)"])
        }
        poke()
        try await WebhookClient.with(settings.tls) { client in
            await withDiscardingTaskGroup { group in
                group.addTask {
                    await Pacing.every(self.interval) { self.poke() }
                    self.wake.finish()
                }
                for await _ in wakes { await deliver(with: client) }
            }
        }
        await lease.letGo()
    }

    /// Everything that is due has been offered once, if sending is this process's turn.
    func deliver(with client: WebhookClient) async {
        do {
            var hasWorked = false
            while try await lease.hold() {
                guard !Task.isCancelled, !Task.isShuttingDownGracefully else { break }
                let due = try await store.dueNotices(
                    at: now(), limit: Self.batch, overtakingAfter: settings.isOneReceiver ? .max : Self.tries)
                if due.isEmpty { break }
                hasWorked = true
                let results = await Bounded.map(due, atOnce: Self.parallel) { notice in
                    await self.offer(notice, with: client)
                }
                for result in results { try result.get() }
            }
            if hasWorked { metrics.owed.set(try await store.owedNotices()) }
        } catch {
            logger.warning("webhooks wait for the store", metadata: ["reason": "\(error)"])
        }
    }

    private func offer(_ notice: Notice, with client: WebhookClient) async -> Result<Void, StoreError> {
        do throws(StoreError) {
            try await settleOrSchedule(notice, with: client)
            return .success(())
        } catch {
            return .failure(error)
        }
    }

    private func settleOrSchedule(_ notice: Notice, with client: WebhookClient) async throws(StoreError) {
        guard let receiver = settings.receiver(of: notice.kind), let secret = settings.secret,
            let body = WebhookBody.bytes(notice)
        else { return try await store.settleNotice(notice.id) }
        if !taken.withLock({ $0.contains(notice.id) }) {
            let outcome = await client.post(
                body, to: receiver, signature: secret.signature(of: body), id: notice.id)
            if case .failed(let reason) = outcome { return try await failed(notice, receiver, reason) }
            metrics.sent.increment()
            taken.withLock { _ = $0.insert(notice.id) }
        }
        try await store.settleNotice(notice.id)
        taken.withLock { _ = $0.remove(notice.id) }
        logger.debug("webhook taken", metadata: facts(notice, receiver))
    }

    private func failed(
        _ notice: Notice, _ receiver: WebhookReceiver, _ reason: String
    ) async throws(StoreError) {
        // Who is told to stop in the middle knows nothing about the receiver.
        guard !Task.isCancelled else { return }
        metrics.failed.increment()
        let attempts = notice.attempts + 1
        var facts = facts(notice, receiver)
        facts["reason"] = "\(reason)"
        facts["attempts"] = "\(attempts)"
        let date = now()
        if attempts >= Self.tries, date.timeIntervalSince(notice.happenedAt) > Self.patience {
            logger.error("a webhook is given up: its receiver was never told", metadata: facts)
            metrics.dead.increment()
            return try await store.settleNotice(notice.id)
        }
        if attempts == 1 { logger.warning("a webhook was not taken, it is tried again", metadata: facts) }
        try await store.scheduleNotice(
            notice.id, attempts: attempts, next: date.addingTimeInterval(Self.wait(after: attempts)))
    }

    /// Seconds after `attempts` failures: within a round the short pause, between rounds longer and longer.
    static func wait(after attempts: Int) -> TimeInterval {
        guard attempts.isMultiple(of: tries) else { return pause }
        let wait = Backoff.wait(after: attempts / tries, first: .seconds(180), most: .seconds(900))
        return TimeInterval(wait.components.seconds)
    }

    private func facts(_ notice: Notice, _ receiver: WebhookReceiver) -> Logger.Metadata {
        [
            "notice": "\(notice.id)", "kind": "\(notice.kind.rawValue)", "hotkey": "\(notice.hotkey)",
            "host": "\(receiver.host)",
        ]
    }
}
