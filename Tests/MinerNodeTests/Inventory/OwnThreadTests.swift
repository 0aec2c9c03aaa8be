import Foundation
import Testing
import Timing

@testable import MinerNode

@Suite("Work on a thread of its own")
struct OwnThreadTests {
    @Test("Its result comes back")
    func result() async throws {
        #expect(try await OwnThread.run(limit: .seconds(60)) { _ in 7 } == 7)
    }

    @Test("Work that never ends is given up after the limit, and told", .timeLimit(.minutes(1)))
    func tooLong() async throws {
        let (told, feed) = AsyncStream<Void>.makeStream()
        await #expect(throws: TimeLimit.Exceeded.self) {
            try await OwnThread.run(limit: .milliseconds(50)) { sign in
                while !sign.isRaised { sched_yield() }
                feed.finish()
            }
        }
        for await _ in told {}
    }

    @Test("Work whose caller is cancelled is told", .timeLimit(.minutes(1)))
    func cancelled() async throws {
        let (started, start) = AsyncStream<Void>.makeStream()
        let (told, feed) = AsyncStream<Void>.makeStream()
        let work = Task {
            try await OwnThread.run(limit: .seconds(600)) { sign in
                start.finish()
                while !sign.isRaised { sched_yield() }
                feed.finish()
            }
        }
        for await _ in started {}
        work.cancel()
        await #expect(throws: CancellationError.self) { try await work.value }
        for await _ in told {}
    }
}
