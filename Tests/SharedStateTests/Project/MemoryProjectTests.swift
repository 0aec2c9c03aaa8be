import Foundation
import JSON
import SharedState
import Synchronization
import Testing

@Suite("Project in memory")
struct MemoryProjectTests {
    let clock = RunClock()
    let project: MemoryProject

    init() { project = MemoryProject(now: clock.reading) }

    func state(_ id: String) -> RunState? { project.runs.first { $0.id == id }?.state }

    @Test("A run is made by its first upsert and changed by the next")
    func upsert() async throws {
        #expect(try await project.resume("r1") == nil)
        let made = try await project.upsert(RunChange(id: "r1", displayName: "miner-5F", config: RunConfig(["a": 1])))
        #expect(made.isNew)
        clock.pass(60)
        let changed = try await project.upsert(RunChange(id: "r1", config: RunConfig(["b": 2])))
        #expect(changed == UpsertedRun(storageID: made.storageID, historyRows: 0, isNew: false))
        let run = try #require(project.runs.first)
        #expect(run.displayName == "miner-5F")
        #expect(run.config.values == ["b": 2, "_wandb": ["t": [:]]])
        #expect(run.createdAt == "2026-09-21T14:13:20Z")
        #expect(run.heartbeatAt == "2026-09-21T14:14:20Z")
        #expect(try await project.upsert(RunChange(id: "r2", config: RunConfig())).storageID != made.storageID)
        #expect(project.runs.map(\.id) == ["r1", "r2"])
    }

    @Test("A run that is resumed tells its config, its rows and its last step")
    func resume() async throws {
        let made = try await project.upsert(RunChange(id: "r1", displayName: "n", config: RunConfig(["a": 1])))
        try await project.beat("r1", RunBeat(offset: 0, rows: [["_step": 4], ["_step": 5]]))
        let resumed = try #require(try await project.resume("r1"))
        #expect(resumed.storageID == made.storageID)
        #expect(resumed.displayName == "n")
        #expect(resumed.config["a"] == 1)
        #expect(resumed.historyRows == 2)
        #expect(resumed.lastStep == 5)
    }

    @Test("Rows lie at their offsets, so that what is sent again is there once")
    func history() async throws {
        _ = try await project.upsert(RunChange(id: "r1", config: RunConfig()))
        let beat = RunBeat(offset: 0, rows: [["_step": 0], ["_step": 1]], summary: ["x": 1])
        try await project.beat("r1", beat)
        try await project.beat("r1", beat)
        try await project.beat("r1", RunBeat(offset: 3, rows: [["_step": 3]]))
        #expect(project.history(of: "r1") == [["_step": 0], ["_step": 1], .null, ["_step": 3]])
        #expect(project.summary(of: "r1") == ["x": 1])
        for offset in [-1, Int.max, 1_000_000] {
            await #expect(throws: StateError.self) { try await project.beat("r1", RunBeat(offset: offset, rows: [1])) }
        }
    }

    @Test("A beat makes a run running, an exit code ends it, and silence crashes it")
    func states() async throws {
        _ = try await project.upsert(RunChange(id: "r1", config: RunConfig()))
        #expect(state("r1") == .running)
        clock.pass(180)
        #expect(state("r1") == .running)
        clock.pass(1)
        #expect(state("r1") == .crashed)
        #expect(try await project.runs(matching: .running(.miner, netuid: 27)).isEmpty)
        try await project.beat("r1", RunBeat())
        #expect(state("r1") == .running)
        try await project.beat("r1", RunBeat(exitCode: 0))
        clock.pass(1_000)
        #expect(state("r1") == .finished)
        try await project.beat("r1", RunBeat(exitCode: 255))
        #expect(state("r1") == .failed)
        _ = try await project.upsert(RunChange(id: "r1", config: RunConfig()))
        #expect(state("r1") == .running)
    }

    @Test("Runs are found by a filter, oldest first, and are gone once deleted")
    func query() async throws {
        for (id, netuid) in [("r1", 27), ("r2", 15), ("r3", 27)] as [(String, JSONValue)] {
            let config = RunConfig(["role": "miner", "config": ["netuid": netuid]])
            _ = try await project.upsert(RunChange(id: id, config: config))
        }
        let found = try await project.runs(matching: .running(.miner, netuid: 27))
        #expect(found.map(\.id) == ["r1", "r3"])
        try await project.delete(storageID: found[0].storageID)
        #expect(project.runs.map(\.id) == ["r2", "r3"])
        await #expect(throws: StateError.self) { try await project.delete(storageID: found[0].storageID) }
        await #expect(throws: StateError.self) { try await project.beat("r1", RunBeat()) }
        #expect(try await project.resume("r1") == nil)
    }

    @Test("A run placed there keeps its state for ever")
    func placed() throws {
        let node = try SigningNode()
        project.place(node.run())
        clock.pass(1e6)
        #expect(state("abcd1234") == .running)
        #expect(project.runs.first?.heartbeatAt.isEmpty == false)
    }

    @Test("While it is away every call fails, changes nothing, and is counted and heard all the same")
    func away() async throws {
        let heard = Mutex<[MemoryProjectCall]>([])
        let project = MemoryProject(now: clock.reading) { call in heard.withLock { $0.append(call) } }
        let change = RunChange(id: "r1", config: RunConfig())
        project.fail(with: .timedOut)
        await #expect(throws: StateError.timedOut) { try await project.upsert(change) }
        await #expect(throws: StateError.timedOut) { try await project.resume("r1") }
        await #expect(throws: StateError.timedOut) { try await project.beat("r1", RunBeat()) }
        await #expect(throws: StateError.timedOut) { try await project.runs(matching: .all([])) }
        await #expect(throws: StateError.timedOut) { try await project.delete(storageID: "x") }
        #expect(project.runs.isEmpty)
        #expect(project.calls.all == 5)
        project.fail(with: nil)
        _ = try await project.upsert(change)
        #expect(project.calls.upsert == 2)
        let calls = heard.withLock { $0 }
        #expect(calls.map(\.failure) == Array(repeating: .timedOut, count: 5) + [nil])
        #expect(calls.last?.what == .upsert(change))
    }
}
