import JSON
import SharedState
import TestSupport
import Testing

/// What we send against what W&B's own client was seen to send.
@Suite("Requests of the W&B client")
struct WandbRequestTests {
    /// The only request of `call`, to which the captured answer is given.
    private func sent(
        _ captured: CapturedExchange, project: String = WandbAddress.networkProject, perPage: Int = 50,
        _ call: (WandbProject) async throws -> Void
    ) async throws -> StubServer.Request {
        let reply = captured.reply
        return try await StubServer.serve({ _, _ in reply }) { port, stub in
            try await call(try WandbProject.at(port, project: project, perPage: perPage))
            #expect(stub.requests.count == 1)
            return try #require(stub.requests.first)
        }
    }

    private func expectSameFrame(_ ours: StubServer.Request, _ captured: CapturedExchange) {
        #expect(ours.method == "POST")
        #expect(ours.path == captured.path)
        #expect(ours.headers["authorization"] == captured.headers["Authorization"])
        #expect(ours.headers["content-type"] == captured.headers["Content-Type"])
        #expect(ours.headers["user-agent"] == "nicompute/1.2.3")
        #expect(ours.headers["content-length"] == "\(ours.body.count)")
        #expect(ours.headers["transfer-encoding"] == nil)
    }

    private func expectSameOperation(_ ours: StubServer.Request, _ captured: CapturedExchange, name: String) {
        expectSameFrame(ours, captured)
        #expect(ours.json?["operationName"]?.text == name)
        #expect(GraphQLWords.of(ours.json?["query"]?.text ?? "") == GraphQLWords.of(captured.query))
    }

    @Test("A resume is asked for as wandb-core does", arguments: ["core", "with-history", "missing-run"])
    func resume(file: String) async throws {
        let captured = try CapturedExchange("019-RunResumeStatus-\(file)")
        let id = try #require(captured.variables["name"]?.text)
        let ours = try await sent(captured) { _ = try await $0.resume(id) }
        expectSameOperation(ours, captured, name: "RunResumeStatus")
        #expect(ours.json?["variables"] == captured.variables)
    }

    @Test("Of a run to resume 0.31.0 asks only the notes besides")
    func resumeOfTheNewest() async throws {
        let captured = try CapturedExchange("031-RunResumeStatus-core")
        let ours = try await sent(captured) { _ = try await $0.resume("1u5o7jht") }
        let words = GraphQLWords.of(captured.query).filter { $0 != "notes" }
        #expect(GraphQLWords.of(ours.json?["query"]?.text ?? "") == words)
    }

    @Test("A run is made as wandb-core makes it", arguments: ["019", "031"])
    func create(version: String) async throws {
        let captured = try CapturedExchange("\(version)-UpsertBucket-core-create")
        let id = try #require(captured.variables["name"]?.text)
        let name = try #require(captured.variables["displayName"]?.text)
        let config = RunConfig(wire: try captured.variable("config"))
        let ours = try await sent(captured) { project in
            let made = try await project.upsert(RunChange(id: id, displayName: name, config: config))
            #expect(made.isNew)
        }
        expectSameOperation(ours, captured, name: "UpsertBucket")
        var expected = try #require(captured.variables.object)
        var variables = try #require(ours.json?["variables"]?.object)
        #expect(variables["program"]?.text == "nicompute")
        #expect(try JSONValue.parse(variables["config"]?.text ?? "") == captured.variable("config"))
        for apart in ["program", "config"] {
            expected[apart] = nil
            variables[apart] = nil
        }
        #expect(variables == expected)
    }

    @Test("A changed config is sent whole, and leaves all else as it is", arguments: ["019", "031"])
    func change(version: String) async throws {
        let captured = try CapturedExchange("\(version)-UpsertBucket-core-config")
        let id = try #require(captured.variables["name"]?.text)
        let config = RunConfig(wire: try captured.variable("config"))
        let ours = try await sent(captured) { project in
            let changed = try await project.upsert(RunChange(id: id, config: config))
            #expect(!changed.isNew)
            #expect(changed.storageID == captured.answer["data"]?["upsertBucket"]?["bucket"]?["id"]?.text)
        }
        expectSameOperation(ours, captured, name: "UpsertBucket")
        var expected = try #require(captured.variables.object)
        var variables = try #require(ours.json?["variables"]?.object)
        #expect(try JSONValue.parse(variables["config"]?.text ?? "") == captured.variable("config"))
        expected["config"] = nil
        variables["config"] = nil
        #expect(variables == expected)
    }

    @Test("Every change carries the mark without which a resume would forget all")
    func mark() async throws {
        let captured = try CapturedExchange("019-UpsertBucket-core-config")
        let ours = try await sent(captured) { project in
            _ = try await project.upsert(RunChange(id: "ktgelsy0", config: RunConfig(["role": "miner"])))
        }
        let config = try JSONValue.parse(ours.json?["variables"]?["config"]?.text ?? "")
        #expect(config["_wandb"]?["value"]?["t"] == .object([:]))
        #expect(config["role"] == ["value": "miner"])
    }

    @Test("Runs are listed as the public client lists them", arguments: ["list", "empty", "page1", "missing-project"])
    func runs(file: String) async throws {
        let captured = try CapturedExchange("019-Runs-public-\(file)")
        let filter = try RunFilter(text: try #require(captured.variables["filters"]?.text))
        let perPage = Int(try #require(captured.variables["perPage"]?.integer))
        // The first page would have to be followed by others; what is asked is the same.
        let answer: JSONValue = file == "page1" ? ["data": ["project": .null]] : captured.answer
        let ours = try await StubServer.serve({ _, _ in .json(answer) }) { port, stub in
            let name = captured.variables["project"]?.text ?? ""
            let project = try WandbProject.at(port, project: name, perPage: perPage)
            if answer["data"]?["project"] == .null {
                await #expect(throws: StateError.noProject) { try await project.runs(matching: filter) }
            } else {
                _ = try await project.runs(matching: filter)
            }
            return try #require(stub.requests.first)
        }
        expectSameOperation(ours, captured, name: "Runs")
        var expected = try #require(captured.variables.object)
        var variables = try #require(ours.json?["variables"]?.object)
        #expect(try JSONValue.parse(variables["filters"]?.text ?? "") == captured.variable("filters"))
        expected["filters"] = nil
        variables["filters"] = nil
        #expect(variables == expected)
    }

    @Test("What 0.31.0 asks of a run in a list we ask, too")
    func runsOfTheNewest() async throws {
        let captured = try CapturedExchange("031-Runs-public-list")
        let ours = try await sent(try CapturedExchange("019-Runs-public-list")) { project in
            _ = try await project.runs(matching: .all([]))
        }
        let words = Set(GraphQLWords.of(ours.json?["query"]?.text ?? ""))
        let more = Set(GraphQLWords.of(captured.query)).subtracting(words)
        #expect(more == ["internalId", "projectId", "LightweightRunFragment"])
        #expect(ours.json?["variables"]?.object?.keys.sorted() == captured.variables.object?.keys.sorted())
    }

    @Test("A run is deleted with its artifacts", arguments: ["019", "031"])
    func delete(version: String) async throws {
        let captured = try CapturedExchange("\(version)-DeleteRun-public-with-artifacts")
        let id = try #require(captured.variables["id"]?.text)
        let ours = try await sent(captured) { try await $0.delete(storageID: id) }
        expectSameOperation(ours, captured, name: "DeleteRun")
        #expect(ours.json?["variables"] == captured.variables)
    }

    @Test("A heartbeat is an empty object", arguments: ["019", "031"])
    func heartbeat(version: String) async throws {
        let captured = try CapturedExchange("\(version)-file_stream-heartbeat-empty")
        let ours = try await sent(captured) { try await $0.beat("hb", RunBeat()) }
        expectSameFrame(ours, captured)
        #expect(ours.json == captured.request)
    }

    @Test(
        "Rows, summary and end go into the stream as captured",
        arguments: ["batch", "resumed-offsets", "complete-0"], ["019", "031"])
    func stream(file: String, version: String) async throws {
        let captured = try CapturedExchange("\(version)-file_stream-\(file)")
        let history = captured.request["files"]?["wandb-history.jsonl"]
        let rows = try (history?["content"]?.list ?? []).map { try JSONValue.parse($0.text ?? "") }
        let summary = try captured.request["files"]?["wandb-summary.json"]?["content"]?[0]?.text.map {
            try JSONValue.parse($0)
        }
        let beat = RunBeat(
            offset: history?["offset"]?.integer.map { Int($0) } ?? 0, rows: rows, summary: summary,
            exitCode: captured.request["exitcode"]?.integer.map { Int($0) })
        let id = String(captured.path.split(separator: "/")[3])
        let ours = try await sent(captured) { try await $0.beat(id, beat) }
        expectSameFrame(ours, captured)
        let files = ours.json?["files"]
        #expect(files?["wandb-history.jsonl"]?["offset"] == history?["offset"])
        let sent = try files?["wandb-history.jsonl"]?["content"]?.list?.map { try JSONValue.parse($0.text ?? "") }
        #expect(sent ?? [] == rows)
        #expect(try files?["wandb-summary.json"]?["content"]?[0]?.text.map { try JSONValue.parse($0) } == summary)
        #expect(files?["wandb-summary.json"]?["offset"] == captured.request["files"]?["wandb-summary.json"]?["offset"])
        #expect(ours.json?["complete"] == captured.request["complete"])
        #expect(ours.json?["exitcode"] == captured.request["exitcode"])
    }

    @Test("What JSON cannot say goes into the stream as null")
    func nonFinite() async throws {
        let ours = try await sent(try CapturedExchange("019-file_stream-nan-infinity")) { project in
            try await project.beat("odd1", RunBeat(rows: [["nan": .number(.nan), "inf": .number(.infinity)]]))
        }
        let row = ours.json?["files"]?["wandb-history.jsonl"]?["content"]?[0]?.text
        #expect(row == #"{"inf":null,"nan":null}"#)
    }

    @Test("Names are escaped in paths, and a path in front stays")
    func paths() async throws {
        let answer = StubServer.Reply.text(200, "{}")
        let path = try await StubServer.serve({ _, _ in answer }) { port, stub in
            let project = try WandbProject.at(port, path: "/pfx/", project: "with space é")
            try await project.beat("rün 1", RunBeat())
            return stub.requests.first?.path
        }
        #expect(path == "/pfx/files/neuralinternet/with%20space%20%C3%A9/r%C3%BCn%201/file_stream")
    }

    @Test("Without a key no authorization is sent")
    func open() async throws {
        let headers = try await StubServer.serve({ _, _ in .text(200, "{}") }) { port, stub in
            try await WandbProject.at(port, key: nil).beat("a", RunBeat())
            return stub.requests.first?.headers
        }
        #expect(headers?["authorization"] == nil)
        #expect(headers?["user-agent"] == "nicompute/1.2.3")
    }

    @Test(
        "An id that would be another path is not sent", arguments: ["", ".", "..", "a/b", "a?b", "a#b", "a:b", "a\nb"])
    func ids(id: String) async throws {
        try await StubServer.serve({ _, _ in .text(200, "{}") }) { port, stub in
            let project = try WandbProject.at(port)
            await #expect(throws: StateError.self) { try await project.beat(id, RunBeat()) }
            await #expect(throws: StateError.self) { try await project.resume(id) }
            await #expect(throws: StateError.self) { try await project.upsert(RunChange(id: id, config: RunConfig())) }
            #expect(stub.requests.isEmpty)
        }
    }
}
