import Synchronization

/// Lets a bounded number of handlers work at a time; the others wait by priority, up to a bound.
///
/// Work of one lane (a hotkey's provisioning) is bounded on its own, so that one caller cannot take all places.
package final class WorkQueue: Sendable {
    /// The queue is full, or the wait was cancelled.
    package struct Full: Error, Equatable {}

    private struct Waiter {
        let ticket: UInt64
        let priority: Double
        let lane: String?
        let turn: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var working = 0
        var lanes: [String: Int] = [:]
        var waiting: [Waiter] = []
        var tickets: UInt64 = 0
        var cancelled: Set<UInt64> = []
    }

    private let state = Mutex(State())
    private let workers: Int
    private let perLane: Int
    private let capacity: Int

    /// - Parameters:
    ///   - workers: Handlers at work at a time (`--axon.max_workers`).
    ///   - perLane: Of these, in one lane.
    ///   - capacity: Requests that may wait.
    package init(workers: Int, perLane: Int = 4, capacity: Int = 256) {
        self.workers = max(1, workers)
        self.perLane = max(1, perLane)
        self.capacity = max(0, capacity)
    }

    /// What `work` gives, done when its turn has come: higher `priority` first, then first come.
    /// - Throws: ``Full`` at once when too many wait, or what `work` throws.
    package func run<R: Sendable>(
        priority: Double, lane: String? = nil, _ work: () async throws -> R
    ) async throws -> R {
        try await enter(priority: priority, lane: lane)
        defer { leave(lane) }
        return try await work()
    }

    /// How many wait.
    package var waiting: Int { state.withLock { $0.waiting.count } }

    private func enter(priority: Double, lane: String?) async throws {
        let ticket: UInt64? = try state.withLock { state throws(Full) in
            if admit(&state, lane) { return nil }
            guard state.waiting.count < capacity else { throw Full() }
            state.tickets += 1
            return state.tickets
        }
        guard let ticket else { return }
        let admitted = await withTaskCancellationHandler {
            await withCheckedContinuation { turn in
                let answer: Bool? = state.withLock { state in
                    if state.cancelled.remove(ticket) != nil { return false }
                    if admit(&state, lane) { return true }
                    // Others may have come since the first look.
                    guard state.waiting.count < capacity else { return false }
                    state.waiting.append(Waiter(ticket: ticket, priority: priority, lane: lane, turn: turn))
                    return nil
                }
                if let answer { turn.resume(returning: answer) }
            }
        } onCancel: {
            let waiter: Waiter? = state.withLock { state in
                guard let index = state.waiting.firstIndex(where: { $0.ticket == ticket }) else {
                    state.cancelled.insert(ticket)
                    return nil
                }
                return state.waiting.remove(at: index)
            }
            waiter?.turn.resume(returning: false)
        }
        let late = state.withLock { $0.cancelled.remove(ticket) }
        if !admitted {
            throw Full()
        } else if late != nil {
            leave(lane)
            throw Full()
        }
    }

    private func admit(_ state: inout State, _ lane: String?) -> Bool {
        guard state.working < workers else { return false }
        if let lane {
            guard state.lanes[lane, default: 0] < perLane else { return false }
            state.lanes[lane, default: 0] += 1
        }
        state.working += 1
        return true
    }

    private func leave(_ lane: String?) {
        let next: Waiter? = state.withLock { state in
            state.working -= 1
            if let lane {
                let left = state.lanes[lane, default: 1] - 1
                state.lanes[lane] = left > 0 ? left : nil
            }
            let ready = state.waiting.indices.filter { index in
                state.waiting[index].lane.map { state.lanes[$0, default: 0] < perLane } ?? true
            }
            let best = ready.max { left, right in
                let (one, other) = (state.waiting[left], state.waiting[right])
                return (one.priority, other.ticket) < (other.priority, one.ticket)
            }
            guard let best, admit(&state, state.waiting[best].lane) else { return nil }
            return state.waiting.remove(at: best)
        }
        next?.turn.resume(returning: true)
    }
}
