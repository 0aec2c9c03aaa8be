import Synchronization
import TestSupport
import Testing
import Wire

/// Turns: how many at a time, in which order, and what a cancellation leaves behind.
@Suite("Work queue")
struct WorkQueueTests {
    /// Who works now, who worked at most, and in which order they came.
    final class Record: Sendable {
        private let state = Mutex((now: 0, most: 0, order: [String]()))

        var now: Int { state.withLock { $0.now } }
        var most: Int { state.withLock { $0.most } }
        var order: [String] { state.withLock { $0.order } }

        func work(_ name: String = "", behind gate: Gate? = nil) async {
            state.withLock { state in
                state.now += 1
                state.most = max(state.most, state.now)
                state.order.append(name)
            }
            await gate?.pass()
            state.withLock { $0.now -= 1 }
        }
    }

    @Test("No more work at a time than there are workers, and all of it gets done")
    func bound() async throws {
        let queue = WorkQueue(workers: 3, capacity: 100)
        let record = Record()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<60 {
                group.addTask {
                    try await queue.run(priority: 1) {
                        await record.work()
                        await Task.yield()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(record.most <= 3)
        #expect(record.order.count == 60)
        #expect(queue.waiting == 0)
    }

    @Test("The higher priority goes first, equals in the order of their coming")
    func priority() async throws {
        let queue = WorkQueue(workers: 1, capacity: 10)
        let (record, gate) = (Record(), Gate())
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await queue.run(priority: 0) { await record.work("first", behind: gate) } }
            await until { record.now == 1 }
            let coming: [(String, Double)] = [
                ("low", 1), ("high", 9), ("mid 1", 5), ("mid 2", 5), ("none", -.infinity),
            ]
            for (place, (name, priority)) in coming.enumerated() {
                group.addTask { try await queue.run(priority: priority) { await record.work(name) } }
                await until { queue.waiting == place + 1 }
            }
            gate.open()
            try await group.waitForAll()
        }
        #expect(record.order == ["first", "high", "mid 1", "mid 2", "low", "none"])
    }

    @Test("One lane takes no more than its places; others pass it")
    func lanes() async throws {
        let queue = WorkQueue(workers: 8, perLane: 2, capacity: 10)
        let (record, gate) = (Record(), Gate())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<5 {
                group.addTask { try await queue.run(priority: 9, lane: "a") { await record.work("a", behind: gate) } }
            }
            await until { queue.waiting == 3 && gate.held == 2 }
            // Of lower priority and later, but of another lane, and of none.
            try await queue.run(priority: 0, lane: "b") { await record.work("b") }
            try await queue.run(priority: 0) { await record.work("c") }
            #expect(record.order == ["a", "a", "b", "c"])
            gate.open()
            try await group.waitForAll()
        }
        #expect(record.order.count == 7)
        #expect(queue.waiting == 0)
    }

    @Test("Of many that come at once, no more than the capacity wait; the others are refused at once")
    func full() async throws {
        let queue = WorkQueue(workers: 2, capacity: 3)
        let (record, gate) = (Record(), Gate())
        let refused = Record()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    do {
                        try await queue.run(priority: 1) { await record.work(behind: gate) }
                    } catch {
                        await refused.work()
                    }
                }
            }
            await until { refused.order.count == 45 }
            #expect(queue.waiting == 3)
            gate.open()
        }
        #expect(record.order.count == 5)
        #expect(refused.order.count == 45)
    }

    @Test("A queue without room for waiting still works")
    func noRoom() async throws {
        let queue = WorkQueue(workers: 1, capacity: 0)
        let gate = Gate()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await queue.run(priority: 1) { await gate.pass() } }
            await until { gate.held == 1 }
            await #expect(throws: WorkQueue.Full.self) { try await queue.run(priority: 9) {} }
            gate.open()
            try await group.waitForAll()
        }
        #expect(try await queue.run(priority: 1) { 7 } == 7)
    }

    @Test("Work that fails gives its place back")
    func failure() async throws {
        struct Failed: Error {}
        let queue = WorkQueue(workers: 1, perLane: 1, capacity: 0)
        for _ in 0..<20 {
            await #expect(throws: Failed.self) { try await queue.run(priority: 1, lane: "a") { throw Failed() } }
        }
        #expect(try await queue.run(priority: 1, lane: "a") { true })
    }

    @Test("100 cancelled waiters leave nothing behind")
    func cancellation() async throws {
        let queue = WorkQueue(workers: 1, perLane: 1, capacity: 1_000)
        let (record, gate) = (Record(), Gate())
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await queue.run(priority: 0, lane: "a") { await record.work("held", behind: gate) } }
            await until { gate.held == 1 }
            let refused = await withTaskGroup(of: Bool.self) { waiters in
                for number in 0..<100 {
                    waiters.addTask {
                        do {
                            try await queue.run(priority: 1, lane: number % 2 == 0 ? "a" : nil) {
                                await record.work("cancelled")
                            }
                            return false
                        } catch {
                            return true
                        }
                    }
                }
                await until { queue.waiting == 100 }
                waiters.cancelAll()
                return await waiters.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(refused == 100)
            #expect(queue.waiting == 0)
            gate.open()
            try await group.waitForAll()
        }
        #expect(record.order == ["held"])
        // The only place of the lane is free again.
        #expect(try await queue.run(priority: 1, lane: "a") { true })
    }

    @Test("Cancellations in the middle of admission leak no place")
    func racingCancellation() async throws {
        let queue = WorkQueue(workers: 2, perLane: 1, capacity: 1_000)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<300 {
                group.addTask {
                    await withTaskGroup(of: Void.self) { inner in
                        inner.addTask {
                            _ = try? await queue.run(priority: 1, lane: "\(number % 3)") { await Task.yield() }
                        }
                        if number % 2 == 0 { inner.cancelAll() }
                    }
                }
            }
        }
        #expect(queue.waiting == 0)
        let gate = Gate()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in ["0", "1"] {
                group.addTask { try await queue.run(priority: 1, lane: lane) { await gate.pass() } }
            }
            await until { gate.held == 2 }
            gate.open()
            try await group.waitForAll()
        }
    }
}
