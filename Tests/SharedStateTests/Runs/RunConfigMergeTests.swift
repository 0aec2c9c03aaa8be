import JSON
import SharedState
import Testing

/// Updates of a run's config, one after the other, as they were made with the real client.
struct ConfigUpdates: Sendable, CustomTestStringConvertible {
    let name: String
    let updates: [[String: JSONValue]]

    var testDescription: String { name }

    static let all: [ConfigUpdates] = [
        .init(
            name: "m1",
            updates: [
                ["stats": ["0": ["score": 1, "gpu": ["a": 1]], "1": ["score": 2]]], ["stats": ["1": ["score": 3]]],
                ["stats": ["2": ["score": 4]]],
            ]),
        .init(name: "m2", updates: [["l": [1, 2], "l2": [["a": 1]]], ["l": [9], "l2": [["b": 2]]]]),
        .init(name: "m3", updates: [["d": ["a": 1]], ["d": .null]]),
        .init(name: "m4", updates: [["d": .null], ["d": ["b": 2]]]),
        .init(name: "m5", updates: [["d": ["a": 1]], ["d": [:]]]),
        .init(name: "m6", updates: [["e": [:], "n": ["x": [:], "y": 1], "el": [], "es": "", "nl": [[:]]]]),
        .init(name: "m7", updates: [["d": ["a": 1]], ["d": ["a": ["z": 1]]]]),
        .init(name: "m8", updates: [["d": ["a": 1]], ["d": .null]]),
        .init(name: "m9", updates: [["v": 1], ["v": 2]]),
        .init(name: "m10", updates: [["z": 1]]),
    ]

    /// What the server had at the end.
    var expected: RunConfig? {
        let lines = RunVectors.read("019-config-merge.json")["config_merge"]?.list ?? []
        let prefix = "\(name) server config: "
        let text = lines.compactMap(\.text).last { $0.hasPrefix(prefix) }?.dropFirst(prefix.count)
        return text.flatMap { try? RunConfig(wireText: String($0)) }
    }
}

@Suite("Merging a run's config")
struct RunConfigMergeTests {
    @Test("Updates merge as the real client merges them", arguments: ConfigUpdates.all)
    func observed(_ updates: ConfigUpdates) throws {
        var config = RunConfig()
        for update in updates.updates { config.merge(update) }
        #expect(config == (try #require(updates.expected)))
    }

    @Test("Objects with nothing but empty objects in them change nothing and make no key")
    func empty() {
        var config = RunConfig(["a": 1])
        config.merge(["a": [:], "b": ["c": ["d": [:]]]])
        config.merge([:])
        #expect(config == RunConfig(["a": 1]))
    }

    @Test("An object in place of a scalar has only what is new")
    func overScalar() {
        var config = RunConfig(["a": 1, "b": ["c": [1]]])
        config.merge(["a": ["x": 1, "y": [:]], "b": ["c": ["d": .null]]])
        #expect(config == RunConfig(["a": ["x": 1], "b": ["c": ["d": .null]]]))
    }

    @Test("Merging the same again changes nothing", arguments: ConfigUpdates.all)
    func idempotent(_ updates: ConfigUpdates) throws {
        let last = try #require(updates.updates.last)
        var config = RunConfig()
        config.merge(last)
        let once = config
        config.merge(last)
        #expect(config == once)
    }
}
