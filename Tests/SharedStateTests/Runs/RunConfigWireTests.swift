import JSON
import SharedState
import Testing

@Suite("Run config on the wire")
struct RunConfigWireTests {
    @Test("Each value lies in an object, and a raw one counts as itself")
    func reading() {
        let wire: JSONValue = ["a": ["value": 1], "b": ["value": .null], "c": "raw", "d": ["desc": "x"]]
        #expect(RunConfig(wire: wire).values == ["a": 1, "b": .null, "c": "raw", "d": ["desc": "x"]])
    }

    @Test("What is no object is an empty config", arguments: [JSONValue.null, 1, "x", [1]])
    func noObject(_ wire: JSONValue) {
        #expect(RunConfig(wire: wire).values.isEmpty)
    }

    @Test("A text that is no JSON is the server's fault", arguments: ["", "{", "nonsense", #"{"a":"\ud800"}"#])
    func noJSON(_ text: String) {
        let error = #expect(throws: StateError.self) { try RunConfig(wireText: text) }
        guard case .malformed? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("Python's NaN and infinities are read, and written as null")
    func nonFinite() throws {
        let config = try RunConfig(
            wireText: #"{"a":{"value":NaN},"b":{"value":[Infinity,-Infinity,1]},"_wandb":{"value":{"t":{}}}}"#)
        #expect(config["b"] == .list([.number(.infinity), .number(-.infinity), 1]))
        #expect(
            config.wireText == #"{"_wandb":{"value":{"t":{}}},"a":{"value":null},"b":{"value":[null,null,1]}}"#)
    }

    @Test("A config without W&B's mark gets it, as a run without is overwritten when it is resumed")
    func mark() {
        #expect(RunConfig().wire == ["_wandb": ["value": ["t": [:]]]])
        #expect(RunConfig(["_wandb": ["m": []]]).wire == ["_wandb": ["value": ["m": [], "t": [:]]]])
        #expect(RunConfig(["_wandb": "odd"]).wire == ["_wandb": ["value": ["t": [:]]]])
        #expect(RunConfig(["_wandb": ["t": .null]]).wire == ["_wandb": ["value": ["t": .null]]])
        #expect(RunConfig(["_wandb": ["t": ["1": [5]]]]).wire == ["_wandb": ["value": ["t": ["1": [5]]]]])
    }

    @Test("A value that has a member named value itself stays whole")
    func nested() {
        let config = RunConfig(["a": ["value": 1], "b": .null])
        #expect(RunConfig(wire: config.wire)["a"] == ["value": 1])
        #expect(RunConfig(wire: config.wire)["b"] == .null)
    }

    @Test("What the Python program wrote is the same after reading and writing", arguments: RunRole.allCases)
    func captured(_ role: RunRole) throws {
        let body = RunVectors.read("019-upstream-UpsertBucket-\(role.rawValue).json")["request"]?["body"]
        let text = try #require(body?["variables"]?["config"]?.text)
        #expect(try RunConfig(wireText: text).wire == JSONValue.parse(text))
    }
}
