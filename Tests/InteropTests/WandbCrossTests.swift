import Foundation
import JSON
import Keys
import Logging
import ServiceLifecycle
import SharedState
import TestSupport
import Testing
import Timing

/// Nodes in Python, with the real W&B client, and our nodes in one project of a hub.
@Suite(
    "Nodes in Python and ours", .serialized,
    .enabled(if: !PeerEnvironment.wandbs.isEmpty, "needs NI_TEST_VENV_WANDB19 or NI_TEST_VENV_WANDBNEW"))
struct WandbCrossTests {
    static let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"
    static let bob = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"

    struct NotInTime: Error {}

    /// Returns when `holds` does: what a service of ours does by itself has no other signal outside of it.
    static func until(_ holds: () async throws -> Bool) async throws {
        for _ in 0..<600 {
            if try await holds() { return }
            try await Pacing.rest(.milliseconds(50))
        }
        throw NotInTime()
    }

    /// Our node `//Bob` publishes `values` and logs `rows` while `body` looks, then says farewell.
    static func publish<R: Sendable>(
        to project: WandbProject, id: String, _ values: [String: JSONValue], rows: Int,
        _ body: () async throws -> R
    ) async throws -> R {
        var logger = Logger(label: "publisher")
        logger.logLevel = .critical
        let publisher = RunPublisher(
            project: project,
            identity: RunIdentity(keypair: try Keypair(secretURI: "//Bob"), role: .miner, netuid: 27),
            memory: MemoryRunMemory(runID: id),
            pace: PublishingPace(change: .milliseconds(50), beat: .seconds(1), look: .milliseconds(50)), logger: logger)
        let before = try await project.resume(id)?.historyRows ?? 0
        await publisher.publish(values)
        for row in 0..<rows { publisher.log(["dummy_metric": .integer(Int64(row))]) }
        let services = ServiceGroup(configuration: .init(services: [.init(service: publisher)], logger: logger))
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await services.run() }
            let result: Result<R, any Error>
            do {
                try await until {
                    let run = try await project.resume(id)
                    return run?.historyRows == before + rows
                        && values.allSatisfy { key, value in run?.config[key] == value }
                }
                result = .success(try await body())
            } catch {
                result = .failure(error)
            }
            await services.triggerGracefulShutdown()
            try await group.waitForAll()
            return try result.get()
        }
    }

    @Test(
        "A run that Python signed counts for us; forged, unsigned and foreign ones do not",
        arguments: PeerEnvironment.wandbs)
    func theirs(_ sdk: PeerEnvironment.SDK) async throws {
        try await HubUnderTest.run { hub in
            func write(_ id: String, role: String = "miner", _ values: String = "{}", unsigned: Bool = false)
                async throws
            {
                let found = try await WandbNode.write(
                    sdk, hub.url, project: "theirs", id: id, role: role, values: values, unsigned: unsigned)
                #expect(found?.id == id)
                #expect(found?.resumed == false)
            }
            try await write("good0001", #"{"specs":{"gpu":{"count":2}},"allocated":null,"is_port_open":true}"#)
            try await write("forged01", #"{"hotkey":"\#(Self.bob)"}"#)
            try await write("unsigned", unsigned: true)
            try await write("foreign1", #"{"config":{"netuid":28}}"#)
            try await write("validat1", role: "validator", #"{"allocated_hotkeys":["\#(Self.bob)"]}"#)

            let client = try WandbServer.client(hub.url, project: "theirs")
            let runs = try await client.runs(matching: .all([]))
            #expect(runs.map(\.id) == ["good0001", "forged01", "unsigned", "foreign1", "validat1"])
            var judge = RunJudge(netuid: 27)
            let miners = judge.judge(runs, role: .miner, now: Date())
            #expect(miners.counting.map(\.id) == ["good0001"])
            #expect(miners.ignored == [.forged: 1, .unsigned: 1, .foreign: 2])
            let good = try #require(miners.counting.first)
            #expect(good.config.hotkey == Self.alice)
            #expect(good.config.specs == ["gpu": ["count": 2]])
            #expect(good.config.isPortOpen == true)
            #expect(good.config.allocated == nil)
            let validators = judge.judge(runs, role: .validator, now: Date())
            #expect(validators.counting.map(\.id) == ["validat1"])
            #expect(validators.counting.first?.config.allocatedHotkeys == [Self.bob])

            // Python judges as we do, but for what it does not look at.
            let seen = try await WandbNode.read(sdk, hub.url, project: "theirs")
            #expect(seen.map(\.verifies) == [true, false, false, true, true])
        }
    }

    @Test(
        "A run of ours counts in Python, which goes on with it, as we do with what Python left",
        arguments: PeerEnvironment.wandbs)
    func ours(_ sdk: PeerEnvironment.SDK) async throws {
        try await HubUnderTest.run { hub in
            let client = try WandbServer.client(hub.url, project: "cross")
            let values: [String: JSONValue] = [
                "specs": ["gpu": ["count": 1, "name": "H100"], "ü": "grüße"], "allocated": .null, "is_port_open": true,
            ]
            let running = #"{"$and":[{"config.role":"miner"},{"config.config.netuid":27},{"state":"running"}]}"#
            let seen = try await Self.publish(to: client, id: "ours0001", values, rows: 2) {
                try await WandbNode.read(sdk, hub.url, project: "cross", filters: running)
            }
            #expect(seen.count == 1)
            let run = try #require(seen.first)
            #expect(run.id == "ours0001")
            #expect(run.name == "miner-\(Self.bob)")
            #expect(run.state == "running")
            #expect(run.verifies == true)
            #expect(run.rows == 2)
            #expect(run.config?["hotkey"]?.text == Self.bob)
            #expect(run.config?["version"] == 190)
            #expect(run.config?["config"]?["netuid"] == 27)
            for (key, value) in values { #expect(run.config?[key] == value) }
            // Our farewell.
            let ended = try await WandbNode.read(sdk, hub.url, project: "cross")
            #expect(ended.map(\.state) == ["finished"])
            #expect(try await WandbNode.read(sdk, hub.url, project: "cross", filters: running).isEmpty)

            // A node in Python of the same hotkey takes the run up.
            let found = try await WandbNode.write(
                sdk, hub.url, project: "cross", id: "ours0001", secret: "//Bob",
                values: #"{"allocated":"5Python","stats":{"a":1}}"#, rows: 3)
            #expect(found?.resumed == true)
            for (key, value) in values { #expect(found?.before[key] == value) }
            let resumed = try #require(try await client.resume("ours0001"))
            #expect(resumed.historyRows == 5)
            #expect(resumed.lastStep == 4)
            #expect(resumed.config.allocated == "5Python")
            #expect(resumed.config["specs"] == values["specs"])
            let ours = try #require(ContentSignature(resumed.config[ContentSignature.key] ?? .null))
            #expect(ours.isFinal)
            #expect(!ours.verifies(resumed.config, runID: "ours0001", hotkey: Self.bob), "Python's values are its own")
            let signature = try #require(resumed.config.signature)
            #expect(RunSignature.verifies(signature, runID: "ours0001", hotkey: Self.bob))

            // And ours goes on with what Python left.
            let again = try await Self.publish(to: client, id: "ours0001", ["allocated": "5Swift"], rows: 1) {
                // What we signed holds after it went through the hub.
                let seen = try await client.runs(matching: .running(.miner, netuid: 27))
                var judge = RunJudge(netuid: 27)
                #expect(judge.judge(seen, role: .miner, now: Date()).ignored == [:])
                #expect(seen.first?.config[ContentSignature.key] != nil)
                return try await WandbNode.read(sdk, hub.url, project: "cross", filters: running)
            }
            #expect(again.map(\.id) == ["ours0001"])
            #expect(again.first?.verifies == true)
            #expect(again.first?.rows == 6)
            #expect(again.first?.config?["allocated"] == "5Swift")
            #expect(again.first?.config?["stats"] == ["a": 1])
            #expect(again.first?.config?["specs"] == values["specs"])
        }
    }
}
