import Foundation
import JSON
import TestSupport
import Testing

@testable import SharedState

@Suite(.timeLimit(.minutes(2)))
struct FarewellTests {
    @Test("At shutdown what waits is sent, and the run has finished")
    func shutdown() async throws {
        let node = try Node()
        try await node.running {
            await until { node.run != nil }
            await node.publisher.publish(["allocated": "5F"])
            node.publisher.log(["x": 1])
        }
        #expect(node.run?.state == .finished)
        #expect(node.run?.config.allocated == "5F")
        let run = try #require(node.run)
        let content = try #require(ContentSignature(run.config[ContentSignature.key] ?? .null))
        #expect(content.isFinal && content.verifies(run.config, runID: run.id, hotkey: node.identity.hotkey))
        #expect(node.history().count == 1)
        #expect(node.project.beats.last?.exitCode == 0)
        #expect(await node.memory.hold(as: "another", for: .seconds(60)))
    }

    @Test("A process that ends with an error says so")
    func failing() async throws {
        let node = try Node(exitCode: 1)
        try await node.running { await until { node.run != nil } }
        #expect(node.run?.state == .failed)
        #expect(node.project.beats.last?.exitCode == 1)
    }

    @Test("A request in progress does not hold the shutdown up, and its rows are in the history once")
    func inProgress() async throws {
        let node = try Node()
        try await node.running {
            await until { node.run != nil }
            node.project.plan(.beat, .hang)
            node.publisher.log(["x": 1])
            await until { node.project.hanging == 1 }
            node.publisher.log(["x": 2])
        }
        #expect(node.history().map { $0["x"]?.integer } == [1, 2])
        #expect(node.run?.state == .finished)
    }

    @Test("A server that does not answer holds the shutdown up no longer than the farewell may take")
    func silentServer() async throws {
        let node = try Node(pace: .init(farewell: .milliseconds(1)))
        try await node.running {
            await until { node.run != nil }
            node.project.plan(.beat, .hang)
        }
        #expect(node.run?.state == .running)
        #expect(await node.memory.hold(as: "another", for: .seconds(60)))
    }

    @Test("A process that is killed says nothing")
    func killed() async throws {
        let node = try Node()
        let process = Task { try await node.publisher.run() }
        await until { node.run != nil }
        await node.publisher.publish(["allocated": "5F"])
        process.cancel()
        try await process.value
        #expect(node.run?.state == .running && node.run?.config.allocated == nil)
        #expect(node.project.beats.isEmpty)
        #expect(await node.memory.values()["allocated"] == "5F")
        #expect(await !node.memory.hold(as: "another", for: .seconds(60)))
    }

    @Test("What was published right before the shutdown of a young process is sent")
    func young() async throws {
        let node = try Node()
        node.project.plan(.resume, .hang)
        await node.memory.remember("abcd1234")
        await node.publisher.publish(["allocated": "5F"])
        try await node.running { await until { node.project.hanging == 1 } }
        #expect(node.run?.id == "abcd1234" && node.run?.config.allocated == "5F" && node.run?.state == .finished)
    }
}
