import Foundation
import JSON
import TestSupport
import Testing

@testable import SharedState

@Suite(.timeLimit(.minutes(2)))
struct LeaseTests {
    @Test("Of two processes one speaks, for both")
    func one() async throws {
        let node = try Node()
        let other = node.colleague()
        try await node.running {
            await until { node.run != nil }
            try await Node.running([other]) {
                await until { node.time.resting == 2 }
                #expect(node.publisher.isSpeaking && !other.isSpeaking)
                await other.publish(["penalized_hotkeys": ["5F"]])
                await node.publisher.publish(["allocated_hotkeys": ["5G"]])
                await node.time.pass(loops: 2) { node.run?.config["penalized_hotkeys"] != nil }
                #expect(node.run?.config.allocatedHotkeys == ["5G"])
                await node.time.pass(3_000, loops: 2)
                #expect(node.publisher.isSpeaking && !other.isSpeaking)
                #expect(other.age == nil && !other.isBehind)
            }
            #expect(node.run?.state == .running)
        }
    }

    @Test("When the one that speaks dies the other takes over as soon as the lease ends")
    func takeOver() async throws {
        let node = try Node()
        let dying = Task { try await node.publisher.run() }
        await until { node.run != nil }
        node.publisher.log(["x": 1])
        await until { node.history().count == 1 }
        let other = node.colleague()
        try await Node.running([other]) {
            await until { node.time.resting == 2 }
            dying.cancel()
            try await dying.value
            await node.time.pass(50)
            #expect(!other.isSpeaking)
            other.log(["x": 2])
            await node.time.pass(20)
            await until { other.isSpeaking }
            await node.time.pass { node.history().count == 2 }
            #expect(node.history().map { $0["_step"]?.integer } == [0, 1])
            #expect(node.project.memory.runs.count == 1)
        }
    }

    @Test("When the one that speaks says farewell the other goes on within seconds")
    func handOver() async throws {
        let node = try Node()
        let other = node.colleague()
        try await node.running {
            await until { node.run != nil }
        }
        #expect(node.run?.state == .finished)
        try await node.running([other]) {
            await until { node.run?.state == .running }
            #expect(other.isSpeaking)
        }
    }

    @Test("One that slept through its lease sends nothing before it has it again")
    func overslept() async throws {
        let node = try Node()
        try await node.running {
            await until { node.run != nil && node.time.resting == 1 }
            node.time.jump(100)
            #expect(await node.memory.hold(as: "another", for: .seconds(60)))
            let calls = node.project.memory.calls.all
            await node.publisher.publish(["allocated": "5F"])
            await until { !node.publisher.isSpeaking }
            #expect(node.project.memory.calls.all == calls)
            await node.time.pass { node.run?.config.allocated == "5F" }
            #expect(node.project.memory.runs.count == 1)
        }
    }
}
