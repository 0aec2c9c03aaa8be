import JSON
import SharedState
import Testing

@Suite("Matching runs")
struct RunFilterMatchTests {
    let run = Run(
        id: "abcd1234", storageID: "UnVu", displayName: "miner-5F", state: .running,
        config: RunConfig([
            "int": 27, "float": .number(27.5), "text": "b", "null": .null, "list": ["x9"], "flag": true,
            "object": ["a": ["b": 1]], "value": ["value": 5], "nan": .number(.nan), "big": .integer(1 << 62),
        ]), createdAt: "2026-11-21T03:00:00Z", heartbeatAt: "2026-11-21T04:00:00Z")

    func matches(_ filter: JSONValue) throws -> Bool { try RunFilter(filter).matches(run) }

    @Test(
        "True of the run",
        arguments: [
            [:], ["$and": []], ["$nor": []], ["state": "running"], ["display_name": "miner-5F"],
            ["displayName": "miner-5F"], ["name": "abcd1234"], ["created_at": ["$lt": "2026-11-21T03:00:01Z"]],
            ["heartbeatAt": ["$gte": "2026-11-21T04:00:00Z"]], ["createdAt": "2026-11-21T03:00:00Z"],
            ["heartbeat_at": ["$exists": true]], ["config.int": .number(27.0)], ["config.int": ["$eq": 27]],
            ["config.int": ["$gt": 26, "$lt": .number(27.1)]], ["config.float": ["$gte": .number(27.5)]],
            ["config.float": ["$lte": 28]], ["config.text": ["$gt": "a"]], ["config.text": ["$ne": "a"]],
            ["config.absent": ["$ne": 1]], ["config.absent": ["$nin": [1, .null]]],
            ["config.absent": ["$exists": false]], ["config.absent": ["$exists": 0]], ["config.null": .null],
            ["config.null": ["$exists": true]], ["config.null": ["$regex": "^null$"]],
            ["config.null": ["$in": [1, .null]]], ["config.list": ["$regex": "\\d"]], ["config.list": ["x9"]],
            ["config.flag": true], ["config.flag": ["$regex": "true"]], ["config.object.a.b": 1],
            ["config.object": ["a": ["b": .number(1)]]], ["config.int.value": 27], ["config.value": ["value": 5]],
            ["config.value.value": 5], ["config.text": ["$not": ["$regex": "a"]]],
            ["config.absent": ["$not": ["$regex": "a"]]], ["$not": ["state": "finished"]],
            ["$nor": [["state": "finished"], ["state": "failed"]]], ["$or": [["state": "x"], ["state": "running"]]],
            ["config.big": ["$gt": .integer((1 << 62) - 1)]], ["config.text": ["$regex": "(?i)B"]],
        ] as [JSONValue])
    func holds(_ filter: JSONValue) throws {
        #expect(try matches(filter))
    }

    @Test(
        "Not true of the run",
        arguments: [
            ["$or": []], ["state": "Running"], ["storageID": "UnVu"], ["config": [:]], ["config.": 1], ["": 1],
            ["config.int": "27"], ["config.int": ["$gt": "1"]], ["config.int": ["$gt": 27]],
            ["config.text": ["$lt": 5]], ["config.flag": 1], ["config.flag": ["$gte": true]], ["config.absent": .null],
            ["config.absent": ["$in": [.null]]], ["config.absent": ["$regex": ".*"]], ["config.absent": ["$lt": 1]],
            ["config.null": ["$exists": false]], ["config.null": ["$lte": .null]], ["config.list": "x9"],
            ["config.list.0": "x9"], ["config.object.a.c": ["$exists": true]], ["config.object.a.b.c": 1],
            ["config.text": ["$in": []]], ["config.text": ["$nin": ["b"]]], ["config.text": ["$ne": "b"]],
            ["state": "running", "name": "other"], ["$and": [["state": "running"], ["name": "other"]]],
            ["config.text": ["$regex": "^B"], "$or": [[:]]], ["config.nan": ["$gt": 0]], ["config.nan": ["$lte": 0]],
            ["$nor": [["state": "running"]]],
        ] as [JSONValue])
    func doesNotHold(_ filter: JSONValue) throws {
        #expect(try !matches(filter))
    }

    @Test("A pattern that would search for years finds nothing, and those who ask again wait no longer")
    func endless() throws {
        var long = run
        long.config["text"] = .text(String(repeating: "a", count: 60_000) + "b")
        for pattern in ["(a+)+$", "(a|aa)+$", "(?:(?:a*)*)*c"] {
            let filter = try RunFilter(["config.text": ["$regex": .text(pattern)]])
            for _ in 0..<20 { #expect(!filter.matches(long)) }
        }
        #expect(try RunFilter(["config.text": ["$regex": "a+b$"]]).matches(long))
    }

    @Test("Of a huge text only the first 64 KiB are searched")
    func huge() throws {
        var long = run
        long.config["text"] = .text(String(repeating: "é", count: 32_768) + "z")
        let filter = try RunFilter(["config.text": ["$regex": "z"]])
        #expect(!filter.matches(long))
        long.config["text"] = .text(String(repeating: "é", count: 32_767) + "z")
        #expect(filter.matches(long))
    }

    @Test("A pattern made here that is no regular expression finds nothing")
    func invalid() {
        #expect(!RunFilter.field(path: "state", [.matches("(")]).matches(run))
        #expect(RunFilter.field(path: "state", []).matches(run))
    }
}
