import Docker
import Synchronization
import Testing

@testable import MinerNode

/// One build for all who wait for it.
@Suite(.timeLimit(.minutes(1))) struct SharedBuildsTests {
    private let builds = SharedBuilds()

    /// Returns when so many callers wait.
    private func callers(_ count: Int) async {
        while builds.waiting(for: "t") != count { await Task.yield() }
    }

    @Test("Who comes while an image is built waits for that build, and a failure is told to all")
    func shared() async throws {
        for outcome in [SharedBuilds.Outcome.success("sha256:1"), .failure(.build(log: "no"))] {
            let gate = Gate()
            let count = Mutex(0)
            let build: @Sendable (BuildLog) async -> SharedBuilds.Outcome = { _ in
                count.withLock { $0 += 1 }
                try? await gate.pass()
                return outcome
            }
            let tasks = (0..<3).map { _ in Task { try await builds.image("t", log: BuildLog(), build) } }
            await callers(3)
            gate.open()
            for task in tasks {
                switch outcome {
                case .success(let id): #expect(try await task.value == id)
                case .failure(let error): await #expect(throws: error) { try await task.value }
                }
            }
            #expect(count.withLock { $0 } == 1)
        }
    }

    @Test("A caller that is cancelled learns what the build said; the others get the image")
    func oneCancelled() async throws {
        let gate = Gate()
        let log = BuildLog()
        let first = Task {
            try await builds.image("t", log: log) { log in
                log.append("step 1\n")
                try? await gate.pass()
                return Task.isCancelled ? .failure(.build(log: "cancelled")) : .success("sha256:1")
            }
        }
        await gate.someoneArrived()
        let second = Task { try await builds.image("t", log: BuildLog()) { _ in .success("sha256:2") } }
        await callers(2)
        first.cancel()
        await #expect(throws: HostError.engine(.cancelled(call: "POST /build"))) { try await first.value }
        #expect(log.lastLines() == "step 1")
        gate.open()
        #expect(try await second.value == "sha256:1")
    }

    @Test("The build ends with its last caller, and the next one gets a build of its own")
    func allCancelled() async throws {
        let (ends, end) = AsyncStream<Bool>.makeStream()
        let (never, hold) = AsyncStream<Void>.makeStream()
        let late = Gate()
        let tasks = (0..<2).map { _ in
            Task {
                try await builds.image("t", log: BuildLog()) { _ in
                    for await _ in never {}
                    end.yield(Task.isCancelled)
                    return .success("sha256:late")
                }
            }
        }
        await callers(2)
        for task in tasks { task.cancel() }
        for task in tasks { await #expect(throws: HostError.self) { try await task.value } }
        var wasCancelled = ends.makeAsyncIterator()
        #expect(await wasCancelled.next() == true)
        let next = Task {
            try await builds.image("t", log: BuildLog()) { _ in
                try? await late.pass()
                return .success("sha256:next")
            }
        }
        await late.someoneArrived()
        late.open()
        #expect(try await next.value == "sha256:next")
        hold.finish()
    }

    @Test("What was built before is not what is built now; other tags do not wait")
    func apart() async throws {
        #expect(try await builds.image("t", log: BuildLog()) { _ in .success("1") } == "1")
        #expect(try await builds.image("t", log: BuildLog()) { _ in .success("2") } == "2")
        let gate = Gate()
        let first = Task {
            try await builds.image("t", log: BuildLog()) { _ in
                try? await gate.pass()
                return .success("3")
            }
        }
        await gate.someoneArrived()
        #expect(try await builds.image("u", log: BuildLog()) { _ in .success("4") } == "4")
        gate.open()
        #expect(try await first.value == "3")
    }
}
