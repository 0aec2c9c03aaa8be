package import Foundation
internal import Synchronization

extension MemoryStore: RequestStore {
    package func claimRequest(
        _ key: String, fingerprint: String, owner: String, lifetime: Double, at date: Date
    ) async throws(StoreError) -> RequestClaim {
        state.withLock { state in
            state.requests = state.requests.filter { $0.value.createdAt >= date.addingTimeInterval(-lifetime) }
            if let request = state.requests[key] {
                guard request.fingerprint == fingerprint else { return .different }
                return request.outcome.map(RequestClaim.done) ?? .running(request.running)
            }
            state.requests[key] = MemoryRequest(
                fingerprint: fingerprint, createdAt: date,
                running: RunningRequest(owner: owner, startedAt: date, rentalID: nil))
            return .started
        }
    }

    package func takeOverRequest(
        _ key: String, from: RunningRequest, owner: String, at date: Date
    ) async throws(StoreError) -> Bool {
        state.withLock { state in
            guard let request = state.requests[key], request.outcome == nil, request.running == from else {
                return false
            }
            state.requests[key]?.running.owner = owner
            state.requests[key]?.running.startedAt = date
            return true
        }
    }

    package func finishRequest(
        _ request: HeldRequest, _ outcome: RequestOutcome
    ) async throws(StoreError) -> RequestEnd {
        state.withLock { state in
            guard state.isHeld(request) else {
                return .overtaken(rentalID: state.requests[request.key]?.running.rentalID)
            }
            state.requests[request.key]?.outcome = outcome
            return .recorded
        }
    }

    package func forgetRequest(_ request: HeldRequest) async throws(StoreError) {
        state.withLock { state in
            if state.isHeld(request) { state.requests[request.key] = nil }
        }
    }
}
