package import Foundation
internal import Synchronization

extension MemoryStore: HealthStore {
    package func healths() async throws(StoreError) -> [String: RentalHealth] { state.withLock { $0.healths } }

    package func recordCheck(
        _ passed: Bool, rental id: String, hotkey: String, uuid: String, at date: Date
    ) async throws(StoreError) -> RentalHealth? {
        state.withLock { state in
            guard state.isActive(id) else { return nil }
            let (health, change) = (state.healths[id] ?? RentalHealth()).checked(passed)
            state.healths[id] = health
            if let change {
                state.add(NoticeDraft(kind: change, hotkey: hotkey, uuid: uuid, happenedAt: date, isOwed: true))
            }
            return health
        }
    }

    package func setPaused(_ isPaused: Bool, rental id: String) async throws(StoreError) {
        state.withLock { state in
            guard state.isActive(id) else { return }
            state.healths[id, default: RentalHealth()].isPaused = isPaused
        }
    }
}
