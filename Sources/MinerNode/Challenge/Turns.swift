internal import Synchronization

/// Lets one piece of work happen at a time, in the order of arrival, and a bounded number wait.
final class Turns: Sendable {
    private struct Waiting {
        let number: UInt64
        let goOn: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var isTaken = false
        var arrivals: UInt64 = 0
        var waiting: [Waiting] = []
    }

    private let state = Mutex(State())
    private let most: Int

    /// - Parameter most: Pieces of work that may wait.
    init(mostWaiting most: Int) { self.most = most }

    /// The result of `work` when its turn came; nil: too much was waiting, or the task was cancelled meanwhile.
    func inTurn<R: Sendable>(_ work: @Sendable () async -> R) async -> R? {
        guard await take() else { return nil }
        defer { giveBack() }
        return await work()
    }

    /// Pieces of work that wait now.
    var waitingNow: Int { state.withLock { $0.waiting.count } }

    private func take() async -> Bool {
        let number = state.withLock { state in
            state.arrivals += 1
            return state.arrivals
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Bool? = state.withLock { state in
                    guard !Task.isCancelled else { return false }
                    guard state.isTaken else {
                        state.isTaken = true
                        return true
                    }
                    guard state.waiting.count < most else { return false }
                    state.waiting.append(Waiting(number: number, goOn: continuation))
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            leave(number)
        }
    }

    private func leave(_ number: UInt64) {
        let left: Waiting? = state.withLock { state in
            state.waiting.firstIndex { $0.number == number }.map { state.waiting.remove(at: $0) }
        }
        left?.goOn.resume(returning: false)
    }

    private func giveBack() {
        let next: Waiting? = state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.isTaken = false
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.goOn.resume(returning: true)
    }
}
