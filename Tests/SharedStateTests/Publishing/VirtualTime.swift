import Foundation
import Synchronization
import TestSupport

@testable import SharedState

/// A clock that stands still until a test moves it, and loops that rest until it has moved far enough.
final class VirtualTime: Sendable {
    private struct Resting {
        let due: Date
        let turn: CheckedContinuation<Void, Never>
    }

    private struct State {
        var now: Date
        var tickets = 0
        var resting: [Int: Resting] = [:]
    }

    private let state = Mutex(State(now: Date(timeIntervalSince1970: 1_800_000_000)))

    var now: Date { state.withLock { $0.now } }

    /// How many loops wait for time to pass.
    var resting: Int { state.withLock { $0.resting.count } }

    var loop: LoopTime { LoopTime(now: { self.now }, rest: { await self.rest($0) }) }

    /// The clock shows another time, and nobody notices yet.
    func jump(_ seconds: Double) { state.withLock { $0.now += seconds } }

    /// So much time passes for `loops` loops, each of which has done what was due before the next one's rest ends.
    func pass(_ seconds: Double, loops: Int = 1) async {
        let target = now + seconds
        repeat { await until { resting >= loops } } while step(to: target, loops)
    }

    /// Time passes until `condition` holds, as `pass` lets it.
    func pass(loops: Int = 1, until condition: () -> Bool) async {
        while !condition() {
            await until { resting >= loops || condition() }
            if !condition() { _ = step(to: nil, loops) }
        }
    }

    /// The next rest that ends by `target`, or at any time, ends now; false when there is none, and it is `target` then.
    ///
    /// Nothing happens while fewer than `loops` rest: a rest that was counted may have been cancelled since.
    private func step(to target: Date?, _ loops: Int) -> Bool {
        let (goesOn, next) = state.withLock { state -> (Bool, Resting?) in
            guard state.resting.count >= loops,
                let (ticket, next) = state.resting.min(by: { $0.value.due < $1.value.due })
            else { return (true, nil) }
            if let target, next.due > target {
                state.now = target
                return (false, nil)
            }
            state.resting[ticket] = nil
            state.now = max(state.now, next.due)
            return (true, next)
        }
        next?.turn.resume()
        return goesOn
    }

    private func rest(_ duration: Duration) async {
        let ticket = state.withLock { state in
            state.tickets += 1
            return state.tickets
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { turn in
                let isOver = state.withLock { state in
                    if Task.isCancelled { return true }
                    state.resting[ticket] = Resting(due: state.now + duration / .seconds(1), turn: turn)
                    return false
                }
                if isOver { turn.resume() }
            }
        } onCancel: {
            state.withLock { $0.resting.removeValue(forKey: ticket) }?.turn.resume()
        }
    }
}
