import Foundation
import JSON
import Keys
import Logging
import ServiceLifecycle
import SharedState
import TestSupport
import Testing

/// Our nodes, publishers and readers, at a stub of W&B's server that was not written by us, and at our hub.
@Suite("Our nodes at a server of W&B's API", .serialized)
struct WandbNodeTests {
    /// A board of the miners at `project` while `body` uses it.
    private static func reading<R: Sendable>(
        _ project: WandbProject, _ body: (StateBoard) async throws -> R
    ) async throws -> R {
        var logger = Logger(label: "board")
        logger.logLevel = .critical
        let board = StateBoard(project: project, netuid: 27, interval: .milliseconds(50), logger: logger)
        let services = ServiceGroup(configuration: .init(services: [.init(service: board)], logger: logger))
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await services.run() }
            let result: Result<R, any Error>
            do { result = .success(try await body(board)) } catch { result = .failure(error) }
            await services.triggerGracefulShutdown()
            try await group.waitForAll()
            return try result.get()
        }
    }

    @Test(
        "What a node of ours publishes others of ours read; its last word is signed, and it goes on with its run",
        arguments: WandbServer.present)
    func published(_ server: WandbServer) async throws {
        try await server.run { project in
            let values: [String: JSONValue] = ["specs": ["gpu": ["count": 1]], "allocated": "5V"]
            for round in 1...2 {
                try await WandbCrossTests.publish(to: project, id: "ours0001", values, rows: 2) {
                    try await Self.reading(project) { board in
                        let seen = await board.fresh(.miner, within: .seconds(20))
                        #expect(seen.runs.map(\.config.hotkey) == [WandbCrossTests.bob])
                        #expect(seen.runs.map(\.config.allocated) == ["5V"])
                        #expect(seen.runs.map(\.config.specs) == [["gpu": ["count": 1]]])
                    }
                }
                let runs = try await project.runs(matching: .all([]))
                #expect(runs.map(\.state) == [.finished])
                let run = try #require(runs.first)
                let content = try #require(ContentSignature(run.config[ContentSignature.key] ?? .null))
                #expect(content.isFinal && content.verifies(run.config, runID: run.id, hotkey: WandbCrossTests.bob))
                let resumed = try #require(try await project.resume("ours0001"))
                #expect(resumed.historyRows == 2 * round)
            }
        }
    }

    @Test("What somebody writes over a run of ours is sent again", arguments: WandbServer.present)
    func writtenOver(_ server: WandbServer) async throws {
        try await server.run { project in
            var logger = Logger(label: "publisher")
            logger.logLevel = .critical
            let publisher = RunPublisher(
                project: project,
                identity: RunIdentity(keypair: try Keypair(secretURI: "//Bob"), role: .validator, netuid: 27),
                memory: MemoryRunMemory(runID: "ours0002"),
                pace: PublishingPace(
                    change: .milliseconds(50), check: .milliseconds(100), look: .milliseconds(50)),
                logger: logger)
            await publisher.publish(["allocated_hotkeys": ["5A"]])
            let services = ServiceGroup(configuration: .init(services: [.init(service: publisher)], logger: logger))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await services.run() }
                let result: Result<Void, any Error>
                do {
                    try await WandbCrossTests.until { try await project.resume("ours0002") != nil }
                    var config = try #require(try await project.resume("ours0002")).config
                    config["allocated_hotkeys"] = ["5Else"]
                    _ = try await project.upsert(RunChange(id: "ours0002", config: config))
                    try await WandbCrossTests.until {
                        try await project.resume("ours0002")?.config.allocatedHotkeys == ["5A"]
                    }
                    result = .success(())
                } catch {
                    result = .failure(error)
                }
                await services.triggerGracefulShutdown()
                try await group.waitForAll()
                try result.get()
            }
        }
    }
}
