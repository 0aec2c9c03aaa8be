import Foundation
import Market
import Monitoring
import Store
import Synchronization
import TestSupport

@testable import AllocationAPI

/// Rentals in a store and miners whose answers a test decides on.
final class HealthRounds: Sendable {
    let store: MemoryStore
    let clock = TestDate()
    let metrics = MetricsRegistry()
    private let answers = Mutex<[String: [HealthAnswer]]>([:])
    private let asked = Mutex<[String]>([])
    private let meanwhile = Mutex<(@Sendable () async throws -> Void)?>(nil)

    init(store: MemoryStore = MemoryStore()) { self.store = store }

    /// A check of this process, or of the next one after a restart.
    func check(lostAfter: Int = HealthCheck.lostAfter) -> HealthCheck {
        HealthCheck(
            store: store, lostAfter: lostAfter, metrics: metrics,
            pause: { _ in
                guard let act = self.meanwhile.withLock({ $0.take() }) else { return }
                try? await act()
            },
            now: { [clock] in clock.now }, logger: .silent,
            ask: { subject in
                self.asked.withLock { $0.append(subject.hotkey) }
                return self.answers.withLock { answers in
                    guard var coming = answers[subject.hotkey], let next = coming.first else { return .stands }
                    // The last one is for good.
                    if coming.count > 1 { coming.removeFirst() }
                    answers[subject.hotkey] = coming
                    return next
                }
            })
    }

    /// The next answers of a miner; the last of them stays.
    func answer(_ hotkey: String, _ coming: HealthAnswer...) { answers.withLock { $0[hotkey] = coming } }

    /// What happens between the two questions of the next round.
    func meanwhile(_ act: @escaping @Sendable () async throws -> Void) { meanwhile.withLock { $0 = act } }

    /// The hotkeys that were asked for since the last time.
    func questions() -> [String] {
        asked.withLock { asked in
            defer { asked = [] }
            return asked
        }
    }

    func rent(_ hotkey: String) async throws {
        let intent = RentalIntent(
            id: hotkey, hotkey: hotkey, uuid: "uuid of \(hotkey)", publicKey: "key of \(hotkey)", privateKey: "p",
            sshKey: "", ip: "127.0.0.1", expiresAt: clock.now.addingTimeInterval(86_400), createdAt: clock.now)
        _ = try await store.reserve(intent)
        let access = RentalAccess(username: "root", password: "p", port: 1, resource: "", minerVersion: 190)
        _ = try await store.activate(hotkey, access, at: clock.now)
    }

    /// "offline a", say: what has happened beside allocations.
    func told() async throws -> [String] {
        try await store.notices(after: 0, limit: 1_000).filter { $0.kind != .allocated }
            .map { "\($0.kind.rawValue) \($0.hotkey)" }
    }

    func health(_ hotkey: String) async throws -> RentalHealth? { try await store.healths()[hotkey] }
}
