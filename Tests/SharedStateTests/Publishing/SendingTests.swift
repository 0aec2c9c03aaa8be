import Foundation
import JSON
import TestSupport
import Testing

@testable import SharedState

@Suite(.timeLimit(.minutes(2)))
struct SendingTests {
    @Test("A server that is away for long gets the last values in one upsert, and says nothing twice in the log")
    func awayForLong() async throws {
        let node = try Node()
        await node.publisher.publish(["allocated": "first"])
        try await node.running {
            await until { node.run?.config.allocated == "first" }
            node.project.memory.fail(with: .unreachable("refused"))
            for number in 0..<20 {
                await node.publisher.publish(["allocated": .text("\(number)"), "specs": ["n": .integer(Int64(number))]])
                await node.time.pass(100)
            }
            #expect(node.publisher.isBehind)
            #expect((node.publisher.age ?? .zero) >= .seconds(1_900))
            #expect(node.run?.config.allocated == "first")
            let tries = node.project.upserts.count
            #expect(tries < 60)
            node.project.memory.fail(with: nil)
            await node.time.pass { node.run?.config.allocated == "19" }
            #expect(node.project.upserts.count == tries + 1)
            #expect(node.run?.config.specs == ["n": 19])
            await node.time.pass(20)
            #expect(node.project.upserts.count == tries + 1)
            #expect(!node.publisher.isBehind)
            #expect(node.log.lines.filter { $0.hasPrefix("warning") }.count == 1)
            #expect(node.log.lines.filter { $0.contains("is back") }.count == 1)
            #expect((node.metrics.values["state_sends_total{outcome=unreachable}"] ?? 0) > 10)
        }
    }

    @Test("A server that is away at the start is no matter")
    func awayAtStart() async throws {
        let node = try Node()
        node.project.memory.fail(with: .timedOut)
        await node.publisher.publish(["allocated": "5F"])
        try await node.running {
            await node.time.pass(3_600)
            #expect(node.publisher.age == nil && node.publisher.isBehind)
            node.project.memory.fail(with: nil)
            await node.time.pass { node.run?.config.allocated == "5F" }
        }
    }

    @Test("While the server asks for time it hears nothing")
    func limited() async throws {
        let node = try Node()
        try await node.running {
            await until { node.run != nil }
            let calls = node.project.memory.calls.all
            node.project.plan(.upsert, .fail(.limited(retryAfter: .seconds(90))))
            await node.time.pass(6)
            await node.publisher.publish(["allocated": "5F"])
            await until { node.project.upserts.count == 2 }
            await node.time.pass(89)
            #expect(node.project.memory.calls.all <= calls + 1)
            #expect(node.project.upserts.count == 2 && node.project.beats.isEmpty)
            await node.time.pass { node.run?.config.allocated == "5F" }
            #expect(node.project.upserts.count == 3)
        }
    }

    @Test("Rows in doubt are in the history once", arguments: [1, 3])
    func rowsInDoubt(losses: Int) async throws {
        let node = try Node()
        try await node.running {
            await until { node.run != nil }
            for _ in 0..<losses { node.project.plan(.beat, .lose(.unreachable("cut"))) }
            node.publisher.log(["x": 1])
            await node.time.pass { node.project.beats.count == 1 }
            node.publisher.log(["x": 2])
            await node.time.pass { node.history().count == 2 }
            #expect(node.history().map { $0["x"]?.integer } == [1, 2])
            #expect(node.history().map { $0["_step"]?.integer } == [0, 1])
            #expect(node.project.beats.count == losses + 2)
            #expect(Set(node.project.beats.prefix(losses + 1).map(\.offset)) == [0])
        }
    }

    @Test("A config that the server refuses silences the node no more than that")
    func refusedConfig() async throws {
        let node = try Node()
        try await node.running {
            await until { node.run != nil }
            node.project.plan(.upsert, .fail(.refused("too large")), .fail(.refused("too large")))
            await node.time.pass(10)
            await node.publisher.publish(["specs": ["big": true]])
            await node.time.pass(100)
            #expect(node.project.upserts.count == 3 && node.project.beats.count >= 3)
            await node.time.pass { node.run?.config.specs != nil }
            await node.rest()
            #expect(node.log.lines.filter { $0.hasPrefix("error") }.count == 1)
            #expect(node.log.lines.last == "notice: the shared state is back")
        }
    }

    @Test("Values that say the same again, and numbers that JSON cannot say, make no traffic")
    func sameAgain() async throws {
        let node = try Node()
        await node.publisher.publish(["stats": ["x": .number(.nan), "y": [.number(.infinity)]]])
        try await node.running {
            await until { node.run != nil }
            #expect(node.run?.config["stats"] == ["x": .null, "y": [.null]])
            await node.publisher.publish(["stats": ["x": .null, "y": [.null]]])
            await node.time.pass(600)
            #expect(node.project.upserts.count == 1)
            #expect(node.project.beats.count == 20)
        }
    }

    @Test("A memory that fails stops nothing that is published in this process, and is worth one line")
    func failingMemory() async throws {
        let memory = SpoiledMemory()
        let node = try Node(memory: memory)
        try await node.running {
            await until { node.run != nil }
            memory.isSpoiled = true
            await node.time.pass(10)
            await node.publisher.publish(["allocated": "5F"])
            await until { node.run?.config.allocated == "5F" }
            await node.time.pass(30)
            memory.isSpoiled = false
            await node.time.pass(10)
            #expect(await memory.saved()["allocated"] == "5F")
            #expect(
                node.log.lines.suffix(2) == [
                    "error: the memory of the run fails: what is published is kept in this process",
                    "notice: the memory of the run works again",
                ])
        }
    }

    @Test("A memory that fails from the start makes no run, since nobody would find it again")
    func spoiledFromTheStart() async throws {
        let memory = SpoiledMemory()
        memory.isSpoiled = true
        let node = try Node(memory: memory)
        await node.publisher.publish(["allocated": "5F"])
        try await node.running {
            await node.time.pass(120)
            #expect(node.project.memory.calls.all == 0 && node.publisher.isBehind)
            memory.isSpoiled = false
            await node.time.pass { node.run?.config.allocated == "5F" }
        }
    }

    @Test("Of rows that nobody takes the oldest are lost, and counted")
    func lostRows() async throws {
        let node = try Node()
        for number in 0..<300 { node.publisher.log(["n": .integer(Int64(number))]) }
        #expect(node.metrics.values["state_rows_dropped_total"] == 44)
        try await node.running {
            await node.time.pass { node.history().count == 256 }
            #expect(node.history().first?["n"] == 44 && node.history().last?["n"] == 299)
            #expect(node.project.beats.map(\.offset) == [0, 64, 128, 192])
        }
    }
}
