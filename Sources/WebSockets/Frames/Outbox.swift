import Synchronization

/// What waits to be sent on a connection, counted so that a peer that does not read cannot fill the memory.
final class Outbox: Sendable {
    enum Admission: Equatable {
        case accepted
        case full
        case closed
    }

    private struct State {
        var waiting = 0
        var closed = false
    }

    private let state = Mutex(State())
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// Counts `size` bytes as waiting, unless they are too many: then nothing more is accepted.
    func admit(_ size: Int) -> Admission {
        state.withLock { state in
            if state.closed { return .closed }
            guard state.waiting + size <= limit else {
                state.closed = true
                return .full
            }
            state.waiting += size
            return .accepted
        }
    }

    /// `size` bytes wait no more.
    func sent(_ size: Int) {
        state.withLock { $0.waiting -= size }
    }

    /// Nothing is accepted from now on.
    func close() {
        state.withLock { $0.closed = true }
    }
}
