import AsyncHTTPClient
import Foundation
import Monitoring
import NIOSSL
import Store
import TestSupport

@testable import AllocationAPI

/// A store, a clock and a sender between them.
struct TestOutbox: Sendable {
    let memory = MemoryStore()
    let notices: FlakyStore
    let clock = TestDate()
    let metrics = MetricsRegistry()

    init() { notices = FlakyStore(memory) }

    func sender(_ environment: [String: String], authority: String? = nil) throws -> WebhookSender {
        try sender(WebhookSettings(environment: environment, authorityPath: authority))
    }

    func sender(_ settings: WebhookSettings) -> WebhookSender {
        WebhookSender(
            settings: settings, store: notices, interval: .seconds(3_600), metrics: metrics,
            now: { [clock] in clock.now }, logger: .silent)
    }

    func add(_ kind: Notice.Kind, _ hotkey: String) async throws {
        try await memory.addTestNotice(kind, hotkey: hotkey, uuid: "uuid of \(hotkey)", at: clock.now)
    }

    /// Everything that is due is offered once.
    func deliver(
        _ sender: WebhookSender, _ tls: TLSConfiguration = .makeClientConfiguration(), limit: Duration = .seconds(20)
    ) async throws {
        try await WebhookClient.with(tls, limit: limit) { await sender.deliver(with: $0) }
    }

    /// Returns when nothing is owed; `sender` is running. What comes too late on a busy machine is offered again.
    func comesToRest(_ sender: WebhookSender) async throws {
        var attempts = 0
        try await until {
            guard let first = try await memory.dueNotices(at: .distantFuture, limit: 1).first else { return true }
            if first.attempts > attempts {
                attempts = first.attempts
                clock.pass(1_000)
                sender.poke()
            }
            return false
        }
    }

    var owed: Int { get async throws { try await memory.owedNotices() } }
}
