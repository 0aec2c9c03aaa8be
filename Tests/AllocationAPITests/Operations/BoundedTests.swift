import Foundation
import Synchronization
import TestSupport
import Testing

@testable import AllocationAPI

@Suite struct BoundedTests {
    @Test(
        "Never more than the limit are at work, and results come in the order of the items", arguments: [0, 1, 64, 300])
    func bound(_ count: Int) async {
        let atWork = Mutex((now: 0, most: 0))
        let results = await Bounded.map(Array(0..<count), atOnce: 64) { item in
            atWork.withLock { state in
                state.now += 1
                state.most = max(state.most, state.now)
            }
            for _ in 0..<(item % 7) { await Task.yield() }
            atWork.withLock { $0.now -= 1 }
            return item * 2
        }
        #expect(results == (0..<count).map { $0 * 2 })
        let most = atWork.withLock(\.most)
        #expect(most <= 64)
        #expect(most >= min(count, 1))
    }

    @Test("As many as the limit allows are at work at once")
    func parallel() async {
        let arrived = Mutex(0)
        let results = await Bounded.map(Array(0..<64), atOnce: 64) { _ in
            arrived.withLock { $0 += 1 }
            // Nobody goes on before all have come.
            await until { arrived.withLock { $0 == 64 } }
            return true
        }
        #expect(results.count == 64)
    }

    @Test("A failure counts for an hour")
    func failures() {
        let failures = RecentFailures()
        let start = Date(timeIntervalSince1970: 0)
        failures.add("a", at: start)
        failures.add("a", at: start.addingTimeInterval(60))
        #expect(failures.count("a", at: start.addingTimeInterval(3_599)) == 2)
        #expect(failures.count("a", at: start.addingTimeInterval(3_600)) == 1)
        #expect(failures.count("a", at: start.addingTimeInterval(3_660)) == 0)
        #expect(failures.count("b", at: start) == 0)
    }
}
