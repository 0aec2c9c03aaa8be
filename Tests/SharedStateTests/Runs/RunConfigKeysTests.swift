import JSON
import SharedState
import Testing

@Suite("Known keys of a run's config")
struct RunConfigKeysTests {
    @Test("A miner's run of the Python program is understood")
    func miner() throws {
        let config = try #require(try RunVectors.upstreamRun(.miner)).config
        #expect(config.role == .miner)
        #expect(config.netuid == 27)
        #expect(config.hotkey == "5EA1vYZwFLGF4waNBE7nmQpyWD6eik6kmDa7vwKidCaxKPbY")
        #expect(config.signature?.count == 128)
        #expect(config.allocated == nil)
        #expect(config.isPortOpen == true)
        #expect(config.specs?["gpu"]?["count"] == 1)
    }

    @Test("A validator's run of the Python program is understood")
    func validator() throws {
        let config = try #require(try RunVectors.upstreamRun(.validator)).config
        #expect(config.role == .validator)
        #expect(config.allocatedHotkeys == ["5EA1vYZwFLGF4waNBE7nmQpyWD6eik6kmDa7vwKidCaxKPbY"])
        #expect(config.penalizedHotkeys.isEmpty)
        #expect(config.specs == nil)
        #expect(config.isPortOpen == nil)
    }

    @Test("Penalties are those of both lists, whose elements are texts or objects")
    func penalties() {
        let config = RunConfig([
            "penalized_hotkeys": ["a", 5, "b"],
            "penalized_hotkeys_checklist": ["b", ["hotkey": "c", "reason": "x"], ["reason": "y"], .null],
        ])
        #expect(config.penalizedHotkeys == ["a", "b", "c"])
    }

    @Test("Values of wrong types are absent", arguments: [JSONValue.null, 1, "", true, ["x": 1], [1], .number(.nan)])
    func wrongTypes(_ value: JSONValue) {
        let keys = [
            "hotkey", "role", "config", "signature", "allocated", "allocated_hotkeys", "penalized_hotkeys",
            "penalized_hotkeys_checklist",
        ]
        let config = RunConfig(Dictionary(uniqueKeysWithValues: keys.map { ($0, value) }))
        #expect(config.hotkey == nil)
        #expect(config.role == nil)
        #expect(config.netuid == nil)
        #expect(config.signature == nil)
        #expect(config.allocated == nil)
        #expect(config.allocatedHotkeys.isEmpty)
        #expect(config.penalizedHotkeys.isEmpty)
        #expect(RunConfig(["config": ["netuid": value]]).netuid == value.integer.map { Int($0) })
    }
}
