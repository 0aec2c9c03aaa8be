import JSON
import Testing

@testable import Hub

/// A run from its first upsert to its end, by the rules of `10-wandb-wire.md` section 2.
@Suite("Life of a run")
struct RunLifeTests {
    private static let config = #"{"hotkey":{"value":"5F"},"_wandb":{"value":{"t":{}}}}"#

    @Test("A run that is upserted runs, and has a name even when nobody gave one")
    func created() async throws {
        try await RunningHub.with { hub in
            let made = try await hub.upsert("run1", config: Self.config)
            #expect(made["inserted"]?.bool == true)
            #expect(made["bucket"]?["state"]?.text == "running")
            #expect(made["bucket"]?["displayName"]?.text?.isEmpty == false)
            let again = try await hub.upsert("run1", displayName: "miner-5F")
            #expect(again["inserted"]?.bool == false)
            #expect(again["bucket"]?["config"]?.text == Self.config)
            #expect(again["bucket"]?["displayName"]?.text == "miner-5F")
            #expect(again["bucket"]?["id"] == made["bucket"]?["id"])
        }
    }

    @Test("An upsert replaces the whole config")
    func replaced() async throws {
        try await RunningHub.with { hub in
            try await hub.upsert("run1", config: #"{"a":{"value":1},"b":{"value":2}}"#)
            try await hub.upsert("run1", config: #"{"b":{"value":3}}"#)
            #expect(try await hub.runs(filters: #"{"config.a":{"$exists":true}}"#).isEmpty)
            #expect(try await hub.runs(filters: #"{"config.b":3}"#).count == 1)
        }
    }

    @Test("A run whose node is silent for longer than three minutes has crashed, and runs again when it is heard of")
    func crashes() async throws {
        try await RunningHub.with { hub in
            try await hub.upsert("run1")
            hub.clock.advance(by: 179)
            #expect(try await hub.state("run1") == "running")
            #expect(try await hub.stream("run1").status == 200)
            hub.clock.advance(by: 180)
            #expect(try await hub.state("run1") == "running")
            hub.clock.advance(by: 1)
            #expect(try await hub.state("run1") == "crashed")
            #expect(try await hub.runs(filters: #"{"state":"running"}"#).isEmpty)
            #expect(try await hub.stream("run1").json == ["exitcode": .null, "limits": [:]])
            #expect(try await hub.state("run1") == "running")
            hub.clock.advance(by: 200)
            try await hub.upsert("run1")
            #expect(try await hub.state("run1") == "running")
        }
    }

    @Test(
        "A complete run is finished or failed by its exit code, for ever",
        arguments: [(0, "finished"), (255, "failed")])
    func completes(_ code: Int64, _ state: String) async throws {
        try await RunningHub.with { hub in
            try await hub.upsert("run1")
            _ = try await hub.stream("run1", ["complete": true, "exitcode": .integer(code)])
            hub.clock.advance(by: 10_000)
            #expect(try await hub.state("run1") == state)
        }
    }

    @Test("Changing a run by its id alone touches neither its state nor its heartbeat")
    func publicUpdate() async throws {
        try await RunningHub.with { hub in
            let id = try #require(try await hub.upsert("run1")["bucket"]?["id"]?.text)
            _ = try await hub.stream("run1", ["complete": true, "exitcode": 0])
            let before = try await hub.runs().first
            hub.clock.advance(by: 60)
            let changed = try await hub.upsert(nil, id: id, displayName: "renamed", notes: "n")
            #expect(changed["bucket"]?["state"]?.text == "finished")
            let after = try await hub.runs().first
            #expect(after?["heartbeatAt"] == before?["heartbeatAt"])
            #expect(after?["displayName"]?.text == "renamed")
        }
    }

    @Test("A run that is preempting stays so while it beats, and crashes like others")
    func preempting() async throws {
        try await RunningHub.with { hub in
            try await hub.upsert("run1")
            _ = try await hub.stream("run1", ["preempting": true])
            _ = try await hub.stream("run1")
            #expect(try await hub.state("run1") == "preempting")
            hub.clock.advance(by: 181)
            #expect(try await hub.state("run1") == "crashed")
        }
    }

    @Test("Of two processes on one run the last config counts, and one's end is undone by the other's next beat")
    func twoProcesses() async throws {
        try await RunningHub.with { hub in
            try await hub.upsert("run1", config: #"{"a":{"value":1}}"#)
            try await hub.upsert("run1", config: #"{"b":{"value":1}}"#)
            try await hub.upsert("run1", config: #"{"a":{"value":2}}"#)
            #expect(try await hub.runs().first?["config"]?.text == #"{"a":{"value":2}}"#)
            _ = try await hub.stream("run1", ["complete": true, "exitcode": 0])
            #expect(try await hub.state("run1") == "finished")
            _ = try await hub.stream("run1")
            #expect(try await hub.state("run1") == "running")
        }
    }

    @Test("A run is resumed with its config, its counts and its last rows")
    func resumed() async throws {
        try await RunningHub.with { hub in
            #expect(try await hub.resume("run1")["bucket"]?.isNull == true)
            #expect(try await hub.resume("run1", project: "nope").isNull)
            try await hub.upsert("run1", config: Self.config, displayName: "miner-5F")
            let fresh = try #require(try await hub.resume("run1")["bucket"])
            #expect(fresh["historyLineCount"]?.integer == 0)
            #expect(fresh["historyTail"]?.text == "[]")
            #expect(fresh["wandbConfig"]?.text == #"{"t":{}}"#)
            _ = try await hub.stream("run1", Self.rows(0, ["{\"_step\":0}", "{\"_step\":1}"]))
            // The same request again, as after a dropped connection.
            _ = try await hub.stream("run1", Self.rows(0, ["{\"_step\":0}", "{\"_step\":1}"]))
            _ = try await hub.stream("run1", Self.rows(2, ["{\"_step\":2,\"x\":NaN}"]))
            let bucket = try #require(try await hub.resume("run1")["bucket"])
            #expect(bucket["historyLineCount"]?.integer == 3)
            #expect(bucket["historyTail"]?.text == #"["{\"_step\":2,\"x\":NaN}"]"#)
            #expect(bucket["config"]?.text == Self.config)
            #expect(bucket["summaryMetrics"]?.text == "{}")
            #expect(bucket["eventsLineCount"]?.integer == 0)
            #expect(bucket["tags"]?.list == [])
        }
    }

    @Test("A deleted run is gone, its id with it, and its name begins anew")
    func deleted() async throws {
        try await RunningHub.with { hub in
            let id = try #require(try await hub.upsert("run1", config: Self.config)["bucket"]?["id"]?.text)
            _ = try await hub.stream("run1", Self.rows(0, ["{}"]))
            #expect(try await hub.delete(id).data["deleteRun"] != nil)
            #expect(try await hub.resume("run1")["bucket"]?.isNull == true)
            #expect(try await hub.stream("run1").status == 404)
            #expect(try await hub.delete(id).problem == "run not found")
            let fresh = try await hub.upsert("run1")
            #expect(fresh["inserted"]?.bool == true)
            #expect(fresh["bucket"]?["id"]?.text != id)
            #expect(fresh["bucket"]?["historyLineCount"]?.integer == 0)
        }
    }

    @Test("Bare NaN and Infinity in config, history and summary are kept as they came")
    func nonFinite() async throws {
        try await RunningHub.with { hub in
            let config = #"{"inf":{"value":Infinity},"neg":{"value":-Infinity},"nan":{"value":NaN}}"#
            try await hub.upsert("run1", config: config)
            let summary = #"{"a":NaN,"_wandb":{"runtime":1}}"#
            let answer = try await hub.stream(
                "run1",
                [
                    "files": [
                        "wandb-summary.json": ["offset": 0, "content": [.text(summary)]],
                        "wandb-history.jsonl": ["offset": 0, "content": ["{\"a\":-Infinity}"]],
                    ]
                ])
            #expect(answer.status == 200)
            let bucket = try await hub.resume("run1")["bucket"]
            #expect(bucket?["config"]?.text == config)
            #expect(bucket?["summaryMetrics"]?.text == summary)
            #expect(bucket?["historyTail"]?.text == #"["{\"a\":-Infinity}"]"#)
        }
    }

    private static func rows(_ offset: Int64, _ lines: [String]) -> JSONValue {
        ["files": ["wandb-history.jsonl": ["offset": .integer(offset), "content": .list(lines.map(JSONValue.text))]]]
    }
}
