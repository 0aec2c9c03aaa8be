import Testing
import Timing

struct BackoffTests {
    @Test("Waiting times double up to the bound and stay there")
    func doubling() {
        let waits = Array(Backoff(first: .seconds(1), most: .seconds(5)).prefix(5))
        #expect(waits == [.seconds(1), .seconds(2), .seconds(4), .seconds(5), .seconds(5)])
    }

    @Test(
        "The wait after so many failures is that of the sequence",
        arguments: [(1, 1), (2, 2), (3, 4), (4, 5), (40, 5), (0, 1)])
    func afterFailures(attempts: Int, seconds: Int) {
        #expect(Backoff.wait(after: attempts, first: .seconds(1), most: .seconds(5)) == .seconds(seconds))
    }
}

struct TimeLimitTests {
    @Test("Work that never ends is cancelled at its limit")
    func endless() async {
        await #expect(throws: TimeLimit.Exceeded.self) {
            // Never waited for: it stands for work without an end.
            try await TimeLimit.run(.milliseconds(20)) { try await Task.sleep(for: .seconds(3_600)) }
        }
    }

    @Test("Quick work gives its result")
    func quick() async throws {
        #expect(try await TimeLimit.run(.seconds(60)) { 7 } == 7)
    }
}
