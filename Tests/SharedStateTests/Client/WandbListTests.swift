import JSON
import SharedState
import TestSupport
import Testing

@Suite("Lists of runs from W&B")
struct WandbListTests {
    private func node(_ id: String, _ changes: [String: JSONValue?] = [:]) -> JSONValue {
        var node: [String: JSONValue] = [
            "id": .text("s-\(id)"), "name": .text(id), "displayName": .text("miner-\(id)"), "state": "running",
            "config": #"{"role":{"value":"miner"}}"#, "createdAt": "2026-11-21T03:49:57Z",
            "heartbeatAt": "2026-11-21T03:50:00Z",
        ]
        for (name, value) in changes { node[name] = value }
        return .object(node)
    }

    private func page(_ nodes: [JSONValue], cursor: JSONValue? = "c", goesOn: Bool) -> StubServer.Reply {
        let edges = nodes.map { JSONValue.object(["node": $0, "cursor": cursor ?? .null]) }
        return .json([
            "data": ["project": ["runs": ["edges": .list(edges), "pageInfo": ["hasNextPage": .bool(goesOn)]]]]
        ])
    }

    private func list(_ replies: [StubServer.Reply]) async throws -> (runs: [Run], cursors: [JSONValue?]) {
        try await StubServer.serve({ index, _ in replies[min(index, replies.count - 1)] }) { port, stub in
            let runs = try await WandbProject.at(port, perPage: 2).runs(matching: .all([]))
            return (runs, stub.requests.map { $0.json?["variables"]?["cursor"] })
        }
    }

    @Test("A listed run says all that we know of runs")
    func decoded() async throws {
        let captured = try CapturedExchange("019-Runs-public-list")
        let runs = try await WandbProject.answered(captured.reply) { try await $0.runs(matching: .all([])) }
        let run = try #require(runs.first)
        #expect(runs.count == 1)
        #expect(run.id == "ktgelsy0")
        #expect(run.storageID == "UnVuOnYxOmt0Z2Vsc3kwOm9wZW5jb21wdXRlOm5ldXJhbGludGVybmV0")
        #expect(run.displayName == "miner-5GmvyePN9aYErXBBhBnxZKGoGk4LKZApE4NkaSzW62CYCYNA")
        #expect(run.state == .finished)
        #expect(run.createdAt == "2026-11-21T03:49:48Z")
        #expect(run.heartbeatAt == "2026-11-21T03:49:56Z")
        #expect(run.config["hotkey"] == "5GmvyePN9aYErXBBhBnxZKGoGk4LKZApE4NkaSzW62CYCYNA")
        #expect(run.config["allocated"] == .null)
        #expect(run.config["config"]?["netuid"] == 27)
    }

    @Test("Three pages are read to the end, each after the last cursor of the one before")
    func paging() async throws {
        let first = try CapturedExchange("019-Runs-public-page1")
        let second = try CapturedExchange("019-Runs-public-page2")
        let replies = [first.reply, second.reply, page([node("run0006")], cursor: "b2ZmOjc=", goesOn: false)]
        let (runs, cursors) = try await list(replies)
        #expect(runs.map(\.id) == (0...6).map { "run000\($0)" })
        #expect(cursors == [.null, "b2ZmOjM=", "b2ZmOjY="])
        #expect(second.variables["cursor"] == "b2ZmOjM=")
    }

    @Test("No runs are an empty list, no project is none")
    func empty() async throws {
        let captured = try CapturedExchange("019-Runs-public-empty")
        let runs = try await WandbProject.answered(captured.reply) { try await $0.runs(matching: .all([])) }
        #expect(runs.isEmpty)
        let missing = try CapturedExchange("019-Runs-public-missing-project")
        await #expect(throws: StateError.noProject) {
            try await WandbProject.answered(missing.reply) { try await $0.runs(matching: .all([])) }
        }
    }

    @Test("A project that goes away while its list is read makes no short list")
    func goneMeanwhile() async throws {
        let pages = [page([node("a")], cursor: "1", goesOn: true), StubServer.Reply.json(["data": ["project": .null]])]
        do {
            _ = try await list(pages)
            Issue.record("no error")
        } catch StateError.malformed {}
    }

    @Test("Runs that are too long for an answer together are read in smaller pages, one too long for any is left out")
    func tooLong() async throws {
        let fat = node("fat", ["config": .text(String(repeating: " ", count: 20_000))])
        let all = [node("a"), node("b"), node("c"), fat, node("d"), node("e"), node("f"), node("g"), node("h")]
        let limit = 4_000
        try await StubServer.serve({ _, request in
            let variables = request.json?["variables"]
            let start = variables?["cursor"]?.text.flatMap { Int($0) } ?? 0
            let asked = Int(variables?["perPage"]?.integer ?? 0)
            let isShort = request.json?["query"]?.text?.contains("config") == false
            let nodes = all[start..<min(all.count, start + asked)].map { node -> JSONValue in
                isShort ? ["id": node["id"] ?? .null, "name": node["name"] ?? .null] : node
            }
            let end = start + nodes.count
            return page(nodes, cursor: .text("\(end)"), goesOn: end < all.count)
        }) { port, stub in
            let runs = try await WandbProject.at(port, perPage: 8, answerLimit: limit).runs(matching: .all([]))
            #expect(runs.map(\.id) == ["a", "b", "c", "d", "e", "f", "g", "h"])
            let sizes = stub.requests.map { $0.json?["variables"]?["perPage"]?.integer }
            #expect(sizes == [8, 4, 2, 2, 1, 1, 1, 8])
        }
    }

    @Test("A run that makes no sense does not hide the others")
    func nonsense() async throws {
        let nodes: [JSONValue] = [
            .null, 7, [:], node("a"), node("b", ["config": "{"]), node("c", ["config": "[]"]), node("d", ["name": nil]),
            node("e", ["id": ""]), node("f", ["state": .null]), node("g", ["config": nil]),
            node("h", ["displayName": .null, "heartbeatAt": .null, "createdAt": nil, "config": .null]),
            node("i", ["config": #"{"x":{"value":NaN},"raw":1}"#]),
        ]
        let (runs, _) = try await list([page(nodes, goesOn: false)])
        #expect(runs.map(\.id) == ["a", "h", "i"])
        #expect(runs.last?.config["x"]?.number?.isNaN == true)
        #expect(runs.last?.config["raw"] == 1)
    }

    @Test("A run that moved to a later page while we read is there once, as it was last")
    func twice() async throws {
        let pages = [
            page([node("a"), node("b")], cursor: "1", goesOn: true),
            page([node("b", ["state": "finished"]), node("c")], cursor: "2", goesOn: false),
        ]
        let (runs, _) = try await list(pages)
        #expect(runs.map(\.id) == ["a", "b", "c"])
        #expect(runs[1].state == .finished)
    }

    @Test("A list that goes in a circle, or on without a cursor, is malformed", arguments: 0..<4)
    func endless(which: Int) async throws {
        let pages = [
            page([node("a")], cursor: "same", goesOn: true), page([node("a")], cursor: nil, goesOn: true),
            page([], goesOn: true), page([node("a")], cursor: "", goesOn: true),
        ]
        do {
            _ = try await list([pages[which]])
            Issue.record("no error")
        } catch StateError.malformed {}
    }

    @Test("A list without end is read to a bound")
    func bounded() async throws {
        try await StubServer.serve({ index, _ in
            page((0..<8).map { node("\(index)-\($0)") }, cursor: .text("\(index)"), goesOn: true)
        }) { port, stub in
            let runs = try await WandbProject.at(port, mostRuns: 20).runs(matching: .all([]))
            #expect(runs.count == 20)
            #expect(runs.last?.id == "2-3")
            #expect(stub.requests.count == 3)
        }
    }
}
