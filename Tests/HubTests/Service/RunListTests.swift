import JSON
import TestSupport
import Testing

@testable import Hub

@Suite("Lists of runs")
struct RunListTests {
    @Test("Every filter of the vectors finds the same runs as with the real client")
    func vectors() async throws {
        let vectors = try Captured.json("hub-filter-vectors.json")
        try await RunningHub.with { hub in
            for run in vectors["seed"]?.list ?? [] {
                let name = try #require(run["name"]?.text)
                try await hub.upsert(
                    name, config: run["config"]?.serializedText, displayName: run["displayName"]?.text)
                if run["state"] == "finished" { _ = try await hub.stream(name, ["complete": true, "exitcode": 0]) }
            }
            for vector in vectors["cases"]?.list ?? [] {
                let filters = try #require(vector["filters"]?.serializedText)
                let found = try await hub.runs(filters: filters, first: 4)
                let expected = Set((vector["matches"]?.list ?? []).compactMap(\.text))
                #expect(Set(found.compactMap { $0["name"]?.text }) == expected, "\(filters)")
                #expect(found.count == expected.count)
                let count = try await hub.page(filters: filters)["runCount"]?.integer
                #expect(count == Int64(expected.count))
            }
        }
    }

    @Test("The number of a project is a whole number, which wandb 0.31 reads as one")
    func projectID() async throws {
        try await RunningHub.with { hub in
            try await hub.upsert("abcd1234", config: "{}", displayName: nil)
            let answer = try await hub.graph(
                "query Run { project(name: \"opencompute\") { run(name: \"abcd1234\") { projectId } } }")
            let number = answer.json["data"]?["project"]?["run"]?["projectId"]?.text
            #expect(number.flatMap { Int64($0) } != nil)
        }
    }

    @Test(
        "A filter that is wrong is named in the error",
        arguments: ["{", "[]", #"{"a":{"$where":1}}"#, #"{"a":{"$regex":"("}}"#])
    func wrongFilter(_ filters: String) async throws {
        try await RunningHub.with { hub in
            let answer = try await hub.graph(
                "query Runs($f: JSONString) { project(name: \"opencompute\") { runCount(filters: $f) } }",
                ["f": .text(filters)])
            #expect(answer.status == 200)
            #expect(answer.problem?.hasPrefix("the filter") == true)
            #expect(answer.json["data"]?.isNull == true)
        }
    }

    @Test(
        "Pages go on at the right run while runs are deleted and made",
        arguments: [
            ("+created_at", 300), ("-created_at", 60), ("created_at", 60), ("+display_name", 60),
            ("-config.i,+name", 60),
        ])
    func paging(_ order: String, _ count: Int) async throws {
        try await RunningHub.with { hub in
            var ids: [String: String] = [:]
            for index in 0..<count {
                let name = "run\(1_000 + index)"
                let made = try await hub.upsert(
                    name, config: #"{"i":{"value":\#(index / 7)}}"#, displayName: "d\(1_000 + index)")
                ids[name] = made["bucket"]?["id"]?.text
            }
            let expected = try await hub.runs(first: 1_000, order: order).compactMap { $0["name"]?.text }
            #expect(expected.count == count)
            var (seen, cursor): ([String], String?) = ([], nil)
            var gone: Set<String> = []
            while true {
                let runs = try await hub.page(after: cursor, first: count / 6, order: order)["runs"]
                let edges = runs?["edges"]?.list ?? []
                seen += edges.compactMap { $0["node"]?["name"]?.text }
                cursor = edges.last?["cursor"]?.text
                #expect(runs?["pageInfo"]?["endCursor"]?.text == cursor)
                guard runs?["pageInfo"]?["hasNextPage"]?.bool == true else { break }
                // One that was seen, the very last that was seen, and one that is still to come.
                for name in [seen[0], seen[seen.count - 1], expected[min(count - 1, seen.count + 5)]]
                where !gone.contains(name) {
                    _ = try await hub.delete(try #require(ids[name]))
                    gone.insert(name)
                }
            }
            #expect(Set(seen).count == seen.count)
            #expect(seen.filter { !gone.contains($0) } == expected.filter { !gone.contains($0) })
        }
    }

    @Test("A run that is made while one pages comes last, newest first never")
    func added() async throws {
        try await RunningHub.with { hub in
            for index in 0..<4 { try await hub.upsert("run\(index)") }
            func next(_ order: String, after: String?) async throws -> [String] {
                let edges = try await hub.page(after: after, first: 10, order: order)["runs"]?["edges"]?.list
                return (edges ?? []).compactMap { $0["node"]?["name"]?.text }
            }
            func cursor(_ order: String) async throws -> String? {
                try await hub.page(first: 2, order: order)["runs"]?["edges"]?[1]?["cursor"]?.text
            }
            let (old, new) = (try await cursor("+created_at"), try await cursor("-created_at"))
            try await hub.upsert("run9")
            #expect(try await next("+created_at", after: old) == ["run2", "run3", "run9"])
            #expect(try await next("-created_at", after: new) == ["run1", "run0"])
        }
    }

    @Test("A cursor that is none is an error", arguments: ["b2ZmOjM=", "%%%", "W10="])
    func wrongCursor(_ cursor: String) async throws {
        try await RunningHub.with { hub in
            let answer = try await hub.graph(
                "{ project(name: \"opencompute\") { runs(after: \"\(cursor)\") { edges { cursor } } } }")
            #expect(answer.problem == "The cursor is none of this hub.")
        }
    }

    @Test("Listing does not parse configs: ones that are a hundred times as long hardly take longer")
    func noParsing() throws {
        func listed(configBytes: Int) throws -> Duration {
            let shelf = try RunShelf(
                path: nil, home: ProjectKey(entity: "e", project: "p"), crashAfter: .seconds(180),
                now: { TestClock().now }, logger: .silent)
            let list = String(repeating: "1,", count: configBytes / 2) + "1"
            for index in 0..<200 {
                var change = RunUpsert(key: RunKey(project: shelf.home, name: "run\(index)"))
                change.configText = #"{"role":{"value":"miner"},"list":{"value":[\#(list)]}}"#
                _ = try shelf.upsert(change)
            }
            let project = try #require(shelf.project(shelf.home))
            return try (0..<3).map { _ in
                try ContinuousClock().measure {
                    for _ in 0..<5 {
                        let scope = HubScope(shelf: shelf, user: "", uploads: nil)
                        let found = try scope.runs(project, shelf.home, filter: #"{"config.role":"miner"}"#)
                        #expect(found.count == 200)
                    }
                }
            }.min() ?? .zero
        }
        let (short, long) = (try listed(configBytes: 100), try listed(configBytes: 10_000))
        #expect(long < short * 10)
    }
}
