import JSON
import TestSupport
import Testing

@testable import Hub

@Suite("Limits of a hub")
struct LimitsTests {
    @Test("A stream for a run that there is not is 404")
    func unknownRun() async throws {
        try await RunningHub.with { (hub: RunningHub) async throws -> Void in
            #expect(try await hub.stream("nothing").status == 404)
            #expect(try await hub.upsertProblem(["id": "UnVuOnYxOjk="]) == "run not found")
            #expect(try await hub.upsertProblem([:]) == "the run has neither an id nor a name")
        }
    }

    @Test("A body that is no JSON is 400", arguments: ["{", "[", "\u{0}", "{\"a\":}", "nul"])
    func broken(_ body: String) async throws {
        try await RunningHub.with { hub in
            try await hub.upsert("run1")
            for target in ["/graphql", "/files/neuralinternet/opencompute/run1/file_stream"] {
                #expect(try await hub.send("POST", target, body: Array(body.utf8)).status == 400)
            }
        }
    }

    @Test(
        "A stream of another shape than a client's is 400",
        arguments: [
            #"[]"#, #"{"files":{"wandb-history.jsonl":{"offset":-1,"content":["{}"]}}}"#,
            #"{"files":{"wandb-history.jsonl":{"offset":99999999999,"content":["{}"]}}}"#,
            #"{"files":{"wandb-history.jsonl":{"offset":0,"content":["{"]}}}"#,
            #"{"files":{"wandb-history.jsonl":{"offset":0,"content":[1]}}}"#,
            #"{"files":{"wandb-summary.json":{"offset":0,"content":["x"]}}}"#,
        ])
    func malformed(_ body: String) async throws {
        try await RunningHub.with { hub in
            try await hub.upsert("run1")
            let answer = try await hub.send(
                "POST", "/files/neuralinternet/opencompute/run1/file_stream", body: Array(body.utf8))
            #expect(answer.status == 400)
            #expect(try await hub.resume("run1")["bucket"]?["historyLineCount"]?.integer == 0)
        }
    }

    @Test("What is too large is 413, and the hub goes on")
    func tooLarge() async throws {
        try await RunningHub.with { hub in
            try await hub.upsert("run1")
            let huge = [UInt8](repeating: UInt8(ascii: " "), count: 17 << 20)
            let stream = "/files/neuralinternet/opencompute/run1/file_stream"
            for target in ["/graphql", stream] {
                #expect(try await hub.send("POST", target, body: huge).status == 413)
            }
            let line = String(repeating: "a", count: ShelfLimits.textBytes + 1)
            let answer = try await hub.stream(
                "run1", ["files": ["output.log": ["offset": 0, "content": [.text(line)]]]])
            #expect(answer.status == 413)
            let config = #"{"a":{"value":"\#(String(repeating: "a", count: ShelfLimits.configBytes))"}}"#
            #expect(try await hub.upsertProblem(["name": "run1", "config": .text(config)])?.contains("bytes") == true)
            #expect(try await hub.upsertProblem(["name": .text(String(repeating: "n", count: 257))]) != nil)
            #expect(try await hub.upsertProblem(["name": "a\u{0}b"]) != nil)
            #expect(try await hub.state("run1") == "running")
        }
    }

    @Test("A config that is no object is refused", arguments: ["", "[]", "1", "{", "{\"a\":1e999}"])
    func config(_ text: String) async throws {
        try await RunningHub.with { hub in
            let problem = try await hub.upsertProblem(["name": "run1", "config": .text(text)])
            #expect(problem == "the config is no JSON object")
            #expect(try await hub.resume("run1")["bucket"]?.isNull == true)
        }
    }

    @Test("Paths and methods that there are not are 404 and 405")
    func elsewhere() async throws {
        try await RunningHub.with { (hub: RunningHub) async throws -> Void in
            #expect(try await hub.get("/graphql").status == 405)
            #expect(try await hub.get("/nothing").status == 404)
            #expect(try await hub.get("/runs/a/b/c").status == 404)
            #expect(try await hub.send("PUT", "/storage/1/0/x", body: []).status == 403)
            #expect(
                try await hub.send("POST", "/graphql", headers: ["Content-Encoding": "gzip"], body: [1]).status == 415)
        }
    }

    @Test("A list of huge configs is cut into more pages than asked for")
    func hugePages() throws {
        let shelf = try RunShelf(
            path: nil, home: ProjectKey(entity: "e", project: "p"), crashAfter: .seconds(180),
            now: { TestClock().now }, logger: .silent)
        let huge = String(repeating: String(repeating: "a", count: 4_000), count: 1_000)
        for index in 0..<6 {
            var change = RunUpsert(key: RunKey(project: shelf.home, name: "run\(index)"))
            change.configText = #"{"a":{"value":"\#(huge)"}}"#
            _ = try shelf.upsert(change)
        }
        let all = try #require(shelf.project(shelf.home)).runs.map(shelf.seen)
        let order = try RunOrder("+created_at")
        let first = RunPage(all, order: order, after: nil, first: 50)
        #expect(first.runs.count == 4)
        #expect(first.hasMore)
        let second = RunPage(all, order: order, after: order.cursor(of: try #require(first.runs.last)), first: 50)
        #expect(second.runs.map(\.run.key.name) == ["run4", "run5"])
        #expect(!second.hasMore)
    }
}

extension RunningHub {
    /// The error of an upsert with `input`, written out.
    fileprivate func upsertProblem(_ input: [String: JSONValue]) async throws -> String? {
        let answer = try await graph(
            "mutation M($id: String, $name: String, $config: JSONString) { upsertBucket(input: {id: $id, name: $name, "
                + "config: $config}) { inserted } }", input)
        #expect(answer.status == 200)
        return answer.problem
    }
}
