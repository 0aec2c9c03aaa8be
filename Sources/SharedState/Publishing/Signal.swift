internal import Synchronization

/// Something that happens again and again, for which tasks wait; none of them misses it.
final class Signal: Sendable {
    private struct State {
        var count = 0
        var tickets = 0
        var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    }

    private let state = Mutex(State())

    /// How often it has happened.
    var count: Int { state.withLock { $0.count } }

    /// It has happened once more: all that wait go on.
    func ring() {
        let waiting = state.withLock { state in
            state.count += 1
            defer { state.waiting = [:] }
            return state.waiting.values
        }
        for turn in waiting { turn.resume() }
    }

    /// Returns when it has happened more than `seen` times, or the task is cancelled.
    func rung(after seen: Int) async {
        let ticket = state.withLock { state in
            state.tickets += 1
            return state.tickets
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { turn in
                let isOver = state.withLock { state in
                    let isOver = state.count > seen || Task.isCancelled
                    if !isOver { state.waiting[ticket] = turn }
                    return isOver
                }
                if isOver { turn.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: ticket) }?.resume()
        }
    }

    /// Returns when it has happened more than `seen` times, after `limit`, or when the task is cancelled.
    func rung(after seen: Int, within limit: Duration, of time: LoopTime) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.rung(after: seen) }
            group.addTask { await time.rest(limit) }
            await group.next()
            group.cancelAll()
        }
    }
}
