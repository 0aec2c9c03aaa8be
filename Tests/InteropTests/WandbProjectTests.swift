import Foundation
import JSON
import Logging
import SharedState
import Testing

/// Our client at a stub of W&B's server that was not written by us, and at our hub.
///
/// Without the stub (``WandbScript``) or Python only the hub is asked.
@Suite("Our client of W&B's API", .serialized)
struct WandbProjectTests {
    static let config = RunConfig([
        "hotkey": "5GmvyePN9aYErXBBhBnxZKGoGk4LKZApE4NkaSzW62CYCYNA", "role": "miner", "config": ["netuid": 27],
        "allocated": .null, "specs": ["gpu": ["count": 1, "name": "grüße ⚙ \"quoted\" \\"], "ram": .number(1.5)],
    ])

    /// The config without what W&B's clients keep in it for themselves.
    static func values(_ run: Run?) -> [String: JSONValue] { run?.config.values.filter { $0.key != "_wandb" } ?? [:] }

    @Test("The stub is there", .enabled(if: WandbScript.stub != nil, "needs shared/interop/wandb beside the checkout"))
    func stubIsThere() {
        #expect(WandbServer.present.contains(.hub))
        #expect(WandbServer.present == WandbServer.allCases || PeerEnvironment.wandbs.isEmpty)
    }

    @Test("A run is made, changed, resumed, listed, finished and deleted", arguments: WandbServer.present)
    func life(_ server: WandbServer) async throws {
        try await server.run { project in
            // A server makes a project with its first run, or has every project.
            do { #expect(try await project.runs(matching: .all([])) == []) } catch StateError.noProject {}
            #expect(try await project.resume("ours0001") == nil)
            let made = try await project.upsert(RunChange(id: "ours0001", displayName: "miner-x", config: Self.config))
            #expect(made.isNew)
            #expect(made.historyRows == 0)
            #expect(!made.storageID.isEmpty)

            var config = Self.config
            config["allocated"] = "5Validator"
            let changed = try await project.upsert(RunChange(id: "ours0001", config: config))
            #expect(!changed.isNew)
            #expect(changed.storageID == made.storageID)

            let rows: [JSONValue] = (0..<3).map {
                ["_step": .integer($0), "_runtime": .number(1.5), "dummy_metric": .integer($0)]
            }
            try await project.beat("ours0001", RunBeat(rows: rows, summary: ["dummy_metric": 2]))
            try await project.beat("ours0001", RunBeat())
            let resumed = try #require(try await project.resume("ours0001"))
            #expect(resumed.storageID == made.storageID)
            #expect(resumed.displayName == "miner-x")
            #expect(resumed.historyRows == 3)
            #expect(resumed.lastStep == 2)
            #expect(resumed.config.values.filter { $0.key != "_wandb" } == config.values)

            let running = try await project.runs(matching: .running(.miner, netuid: 27))
            #expect(running.map(\.id) == ["ours0001"])
            #expect(running.first?.state == .running)
            #expect(running.first?.storageID == made.storageID)
            #expect(Self.values(running.first) == config.values)
            #expect(running.first?.createdAt.isEmpty == false)

            try await project.beat("ours0001", RunBeat(exitCode: 0))
            #expect(try await project.runs(matching: .running(.miner, netuid: 27)) == [])
            let all = try await project.runs(matching: .all([]))
            #expect(all.map(\.state) == [.finished])
            // A new process of the node goes on where the last one ended.
            _ = try await project.upsert(RunChange(id: "ours0001", config: config))
            try await project.beat(
                "ours0001", RunBeat(offset: 3, rows: [["_step": 3, "dummy_metric": 3]], exitCode: 3))
            #expect(try await project.resume("ours0001")?.historyRows == 4)
            #expect(try await project.runs(matching: .all([])).map(\.state) == [.failed])

            try await project.delete(storageID: made.storageID)
            #expect(try await project.resume("ours0001") == nil)
            #expect(try await project.runs(matching: .all([])) == [])
        }
    }

    @Test("Rows that come twice at the same offset are there once", arguments: WandbServer.present)
    func rowsInDoubt(_ server: WandbServer) async throws {
        try await server.run { project in
            _ = try await project.upsert(RunChange(id: "twice001", config: Self.config))
            let rows: [JSONValue] = (0..<5).map { ["_step": .integer($0), "x": .integer($0)] }
            for _ in 0..<3 { try await project.beat("twice001", RunBeat(offset: 0, rows: rows)) }
            try await project.beat("twice001", RunBeat(offset: 4, rows: Array(rows[4...])))
            let resumed = try #require(try await project.resume("twice001"))
            #expect(resumed.historyRows == 5)
            #expect(resumed.lastStep == 4)
        }
    }

    @Test("Lists of many pages come whole, oldest first", arguments: WandbServer.present)
    func pages(_ server: WandbServer) async throws {
        try await server.run(perPage: 20) { project in
            let ids = (0..<105).map { "many" + String($0 + 1_000) }
            for id in ids {
                _ = try await project.upsert(RunChange(id: id, displayName: "m-\(id)", config: Self.config))
            }
            for id in ids.prefix(40) { try await project.beat(id, RunBeat(exitCode: 0)) }
            #expect(try await project.runs(matching: .all([])).map(\.id) == ids)
            #expect(try await project.runs(matching: .running(.miner, netuid: 27)).map(\.id) == Array(ids[40...]))
            #expect(try await project.runs(matching: .running(.miner, netuid: 15)) == [])
            #expect(try await project.runs(matching: .running(.validator, netuid: 27)) == [])
            let one = RunFilter.field(path: "display_name", [.equals("m-many1007")])
            #expect(try await project.runs(matching: one).map(\.id) == ["many1007"])
        }
    }

    @Test("What is not there is said", arguments: WandbServer.present)
    func absent(_ server: WandbServer) async throws {
        try await server.run { project in
            await #expect(throws: StateError.self) { try await project.delete(storageID: "bm90aGluZw==") }
            await #expect {
                try await project.beat("none0001", RunBeat())
            } throws: { error in
                guard case .status(404, _) = error as? StateError else { return false }
                return true
            }
            _ = try await project.upsert(RunChange(id: "some0001", config: Self.config))
            #expect(try await project.resume("none0001") == nil)
        }
    }

    @Test("A wrong key is refused by the hub, and is told nowhere")
    func wrongKey() async throws {
        try await HubUnderTest.run { hub in
            let wrong = String(repeating: "deadbeef", count: 5)
            let project = WandbProject(
                address: try hub.address("ours"), key: try WandbKey(wrong), http: .wandb,
                logger: Logger(label: "client"))
            for ask: @Sendable () async throws -> Void in [
                { _ = try await project.runs(matching: .all([])) }, { _ = try await project.resume("some0001") },
                { try await project.beat("some0001", RunBeat()) },
            ] {
                await #expect {
                    try await ask()
                } throws: { error in
                    guard case .denied = error as? StateError else { return false }
                    return !"\(error)".contains(wrong)
                }
            }
        }
    }
}
