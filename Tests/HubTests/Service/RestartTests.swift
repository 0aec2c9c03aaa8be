import Foundation
import GRDB
import JSON
import TestSupport
import Testing

@testable import Hub

@Suite("Restart of a hub")
struct RestartTests {
    @Test("Everything is there again, and silence while the hub was away is nobody's fault")
    func everything() async throws {
        let directory = try TemporaryDirectory()
        let (path, clock) = (directory.file("hub.db"), TestClock())
        let config = #"{"role":{"value":"miner"},"inf":{"value":Infinity},"_wandb":{"value":{"t":{}}}}"#
        let id = try await RunningHub.with(path: path, clock: clock) { hub in
            for name in ["old", "done", "gone", "live"] {
                try await hub.upsert(name, config: config, displayName: "d-\(name)", notes: "n")
            }
            let gone = try await hub.runs(filters: #"{"name":"gone"}"#).first?["id"]?.text
            _ = try await hub.delete(try #require(gone))
            _ = try await hub.stream("done", ["complete": true, "exitcode": 3])
            clock.advance(by: 500)
            _ = try await hub.stream(
                "live",
                ["files": ["wandb-history.jsonl": ["offset": 0, "content": ["{\"_step\":0}", "{\"_step\":1}"]]]])
            try await hub.upsert("elsewhere", project: "second")
            return try #require(try await hub.runs(filters: #"{"name":"live"}"#).first?["id"]?.text)
        }
        clock.advance(by: 3_600)
        try await RunningHub.with(path: path, clock: clock) { hub in
            #expect(try await hub.runs().map { $0["name"]?.text } == ["old", "done", "live"])
            #expect(try await hub.state("live") == "running")
            #expect(try await hub.state("old") == "crashed")
            #expect(try await hub.state("done") == "failed")
            let bucket = try await hub.resume("live")["bucket"]
            #expect(bucket?["config"]?.text == config)
            #expect(bucket?["id"]?.text == id)
            #expect(bucket?["displayName"]?.text == "d-live")
            #expect(bucket?["historyLineCount"]?.integer == 2)
            #expect(bucket?["historyTail"]?.text == #"["{\"_step\":1}"]"#)
            #expect(try await hub.page(project: "second")["runCount"]?.integer == 1)
            #expect(try await hub.get("/runs/neuralinternet/opencompute/live").text.contains("_step"))
            #expect(try await hub.runs(filters: #"{"config.role":"miner"}"#).count == 3)
            clock.advance(by: 181)
            #expect(try await hub.state("live") == "crashed")
            let fresh = try await hub.upsert("gone")
            #expect(fresh["inserted"]?.bool == true)
        }
    }

    @Test("A run that a second hub start waits for is not held for dead by a third")
    func restartedTwice() async throws {
        let directory = try TemporaryDirectory()
        let (path, clock) = (directory.file("hub.db"), TestClock())
        _ = try await RunningHub.with(path: path, clock: clock) { try await $0.upsert("run1") }
        clock.advance(by: 1_000)
        try await RunningHub.with(path: path, clock: clock) { _ in }
        clock.advance(by: 1_000)
        try await RunningHub.with(path: path, clock: clock) { (hub: RunningHub) async throws -> Void in
            #expect(try await hub.state("run1") == "running")
        }
    }

    @Test("Numbers of runs are not given again, not even that of the newest, deleted one")
    func numbers() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("hub.db")
        let first = try await RunningHub.with(path: path) { hub in
            let id = try #require(try await hub.upsert("run1")["bucket"]?["id"]?.text)
            _ = try await hub.delete(id)
            return id
        }
        let second = try await RunningHub.with(path: path) { try await $0.upsert("run1")["bucket"]?["id"]?.text }
        #expect(second != nil && second != first)
    }

    @Test("The file is its owner's alone, and one hub's at a time")
    func privateFile() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("hub.db")
        try await RunningHub.with(path: path) { hub in
            try await hub.upsert("run1")
            for name in [path, path + "-wal"] {
                let mode = try FileManager.default.attributesOfItem(atPath: name)[.posixPermissions] as? Int
                #expect(mode == 0o600, "\(name)")
            }
            #expect(throws: HubProblem.fileInUse(path: path)) {
                try Hub(configuration: .init(path: path), logger: .silent)
            }
        }
    }

    @Test("Another program's database, a newer one and no database at all are left as they are")
    func foreignFiles() throws {
        let directory = try TemporaryDirectory()
        let other = directory.file("other.db")
        try DatabaseQueue(path: other).write { try $0.execute(sql: "CREATE TABLE t (a)") }
        let newer = directory.file("newer.db")
        _ = try Hub(configuration: .init(path: newer), logger: .silent)
        try DatabaseQueue(path: newer).write { try $0.execute(sql: "PRAGMA user_version = 99") }
        let text = directory.file("text.db")
        try String(repeating: "no database", count: 1_000).write(toFile: text, atomically: true, encoding: .utf8)
        for path in [other, newer, text, directory.path, "/nonexistent/hub.db"] {
            #expect(throws: HubProblem.self, "\(path)") {
                try Hub(configuration: .init(path: path), logger: .silent)
            }
        }
        #expect(throws: HubProblem.newerFile(path: newer)) {
            try Hub(configuration: .init(path: newer), logger: .silent)
        }
    }

    @Test("A thousand runs of a hub that is written to by many at once are all in its file")
    func concurrent() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("hub.db")
        try await RunningHub.with(path: path) { hub in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for worker in 0..<20 {
                    group.addTask {
                        for index in 0..<50 { try await hub.upsert("run-\(worker)-\(index)") }
                    }
                }
                try await group.waitForAll()
            }
        }
        try await RunningHub.with(path: path) { (hub: RunningHub) async throws -> Void in
            #expect(try await hub.runs(first: 300).count == 1_000)
        }
    }
}
