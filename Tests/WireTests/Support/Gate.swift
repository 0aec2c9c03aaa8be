import Synchronization

/// Holds whoever passes until it is opened; afterwards it lets everybody through.
final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    /// How many are held.
    var held: Int { state.withLock { $0.waiting.count } }

    func pass() async {
        await withCheckedContinuation { turn in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiting.append(turn) }
                return state.isOpen
            }
            if isOpen { turn.resume() }
        }
    }

    func open() {
        let held = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for turn in held { turn.resume() }
    }
}

/// Waits, without a time in it, until something that other tasks bring about holds.
func until(_ condition: () -> Bool) async {
    while !condition() { await Task.yield() }
}

/// Asks again, without a time in it, until the answer is yes; `condition` goes over a socket, and so lets others work.
func untilAnswered(_ condition: () async throws -> Bool) async rethrows {
    while try await !condition() { await Task.yield() }
}
