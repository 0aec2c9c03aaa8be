import Synchronization

/// Holds whoever passes until it is opened; afterwards it lets everybody through.
package final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    /// How many are held.
    package var held: Int { state.withLock { $0.waiting.count } }

    package init() {}

    package func pass() async {
        await withCheckedContinuation { turn in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiting.append(turn) }
                return state.isOpen
            }
            if isOpen { turn.resume() }
        }
    }

    package func open() {
        let held = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for turn in held { turn.resume() }
    }
}
