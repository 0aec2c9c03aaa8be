import JSON
import SharedState
import TestSupport
import Testing

@Suite("Answers to the W&B client")
struct WandbAnswerTests {
    /// The captured bucket, changed.
    private func bucket(_ changes: [String: JSONValue?]) throws -> StubServer.Reply {
        let captured = try CapturedExchange("019-RunResumeStatus-with-history")
        var bucket = try #require(captured.answer["data"]?["model"]?["bucket"]?.object)
        for (name, value) in changes { bucket[name] = value }
        return .json(["data": ["model": ["id": "p", "bucket": .object(bucket)]]])
    }

    @Test("A run with a history is resumed where it ended", arguments: ["019", "031"])
    func resumed(version: String) async throws {
        let captured = try CapturedExchange("\(version)-RunResumeStatus-with-history")
        let run = try await WandbProject.answered(captured.reply) { try await $0.resume("res1") }
        let found = try #require(run)
        #expect(found.storageID == captured.answer["data"]?["model"]?["bucket"]?["id"]?.text)
        #expect(found.displayName == "srv-name")
        #expect(found.historyRows == 10)
        #expect(found.lastStep == 9)
        #expect(found.config["old"] == ["deep": 1])
        #expect(found.config["hotkey"] == "5old")
        #expect(found.config["_wandb"]?["t"] == ["1": [1]])
    }

    @Test("A run without rows has no last step", arguments: ["019", "031"])
    func fresh(version: String) async throws {
        let captured = try CapturedExchange("\(version)-RunResumeStatus-core")
        let id = try #require(captured.variables["name"]?.text)
        let run = try await WandbProject.answered(captured.reply) { try await $0.resume(id) }
        #expect(run?.historyRows == 0)
        #expect(run != nil && run?.lastStep == nil)
    }

    @Test("A run that is not there, or whose project is not, is no run", arguments: ["run", "project"])
    func missing(what: String) async throws {
        let captured = try CapturedExchange("019-RunResumeStatus-missing-\(what)")
        let id = try #require(captured.variables["name"]?.text)
        #expect(try await WandbProject.answered(captured.reply) { try await $0.resume(id) } == nil)
    }

    @Test(
        "A run that cannot be understood is never taken for an empty one",
        arguments: [
            ["config": nil], ["config": .null], ["config": "{"], ["config": "[]"], ["config": .object([:])],
            ["historyLineCount": nil], ["historyLineCount": .null], ["historyLineCount": -1],
            ["historyLineCount": "10"], ["historyTail": nil], ["historyTail": "[]"], ["historyTail": "[\"{\"]"],
            ["historyTail": "[\"7\"]"], ["id": nil], ["id": ""], ["name": "other"],
        ] as [[String: JSONValue?]])
    func odd(change: [String: JSONValue?]) async throws {
        let reply = try bucket(change)
        try await WandbProject.answered(reply) { project in
            let error = await #expect(throws: StateError.self) { try await project.resume("res1") }
            guard case .malformed = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test("A run with what only W&B's own client needs missing is resumed")
    func lenient() async throws {
        let reply = try bucket([
            "tags": nil, "name": nil, "displayName": .null, "historyLineCount": .number(10), "eventsTail": nil,
            "historyTail": "[\"{\\\"x\\\": NaN}\"]",
        ])
        let run = try await WandbProject.answered(reply) { try await $0.resume("res1") }
        #expect(run?.displayName == "")
        #expect(run?.lastStep == 9)
    }

    @Test("Python's NaN and Infinity in a config are no obstacle")
    func nonFinite() async throws {
        let reply = try bucket(["config": #"{"a":{"value":NaN},"b":{"value":-Infinity},"c":{"value":1}}"#])
        let run = try await WandbProject.answered(reply) { try await $0.resume("res1") }
        #expect(run?.config["a"]?.number?.isNaN == true)
        #expect(run?.config["b"] == .number(-.infinity))
        #expect(run?.config["c"] == 1)
    }

    @Test("A change of a run whose rows are not counted is an error unless the run is new", arguments: [true, false])
    func uncounted(isNew: Bool) async throws {
        let reply = StubServer.Reply.json([
            "data": ["upsertBucket": ["bucket": ["id": "s", "name": "a"], "inserted": .bool(isNew)]]
        ])
        let run = try? await WandbProject.answered(reply) { project in
            try await project.upsert(RunChange(id: "a", config: RunConfig()))
        }
        #expect(run == (isNew ? UpsertedRun(storageID: "s", historyRows: 0, isNew: true) : nil))
    }

    @Test(
        "An answer that does not say what was asked is malformed",
        arguments: [
            .object([:]), ["data": .null], ["data": [1]], ["data": [:]], ["data": ["model": 7]],
            ["data": ["model": ["id": "p"]]], ["data": ["project": ["runs": .null]]],
            ["data": ["project": ["runs": ["edges": []]]]], ["data": ["upsertBucket": .null]],
            ["data": ["upsertBucket": ["bucket": ["id": "s", "name": "other", "historyLineCount": 0]]]],
            ["data": ["deleteRun": .null]], ["data": ["project": ["runs": ["edges": .null, "pageInfo": [:]]]]],
        ] as [JSONValue])
    func pointless(answer: JSONValue) async throws {
        try await WandbProject.answered(.json(answer)) { project in
            let calls: [() async throws -> Void] = [
                { _ = try await project.resume("a") },
                { _ = try await project.upsert(RunChange(id: "a", config: RunConfig())) },
                { _ = try await project.runs(matching: .all([])) },
                { try await project.delete(storageID: "s") },
            ]
            for call in calls {
                do {
                    try await call()
                    Issue.record("no error")
                } catch StateError.malformed {
                } catch {
                    Issue.record("\(error)")
                }
            }
        }
    }

    @Test("The stream takes any answer that says nothing", arguments: ["", "{}", #"{"exitcode":1,"stopped":true}"#])
    func stream(answer: String) async throws {
        try await WandbProject.answered(.text(200, answer)) { try await $0.beat("a", RunBeat()) }
    }

    @Test("A page of somebody else is no answer of the stream", arguments: ["<html>", "[]", "{"])
    func portal(answer: String) async throws {
        try await WandbProject.answered(.text(200, answer)) { project in
            let error = await #expect(throws: StateError.self) { try await project.beat("a", RunBeat()) }
            guard case .malformed = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }
}
