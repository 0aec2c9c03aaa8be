import Synchronization

/// Hands what was made for a client over to whoever waits for it, or finds out that nobody does any more.
final class Handover<Value: Sendable>: Sendable {
    private enum State {
        case waiting
        case delivered(Value)
        case abandoned
    }

    private let state = Mutex(State.waiting)

    /// Whether somebody still waits.
    var isWanted: Bool {
        state.withLock { if case .abandoned = $0 { false } else { true } }
    }

    /// False when nobody waits for `value` any more: then it is still the caller's to dispose of.
    func deliver(_ value: Value) -> Bool {
        state.withLock { state in
            if case .abandoned = state { return false }
            state = .delivered(value)
            return true
        }
    }

    /// Nobody waits any more; what had been delivered before is the caller's to dispose of.
    func abandon() -> Value? {
        state.withLock { state in
            defer { state = .abandoned }
            return if case .delivered(let value) = state { value } else { nil }
        }
    }
}
