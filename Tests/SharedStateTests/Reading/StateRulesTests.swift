import JSON
import Testing

@testable import SharedState

struct StateRulesTests {
    private func validator(_ uri: String, _ values: [String: JSONValue]) throws -> Run {
        try SigningNode(uri).run(role: .validator, values)
    }

    @Test("Rented is what a trusted validator says to have rented")
    func allocatedHotkeys() throws {
        let runs = [
            try validator("//Alice", ["allocated_hotkeys": ["a", "b"]]),
            try validator("//Bob", ["allocated_hotkeys": ["b", "c", 1]]),
            try validator("//Charlie", ["allocated_hotkeys": ["d"]]),
            try validator("//Dave", ["allocated_hotkeys": "e"]),
        ]
        for state in [RunState.crashed, .finished, .failed] {
            var stopped = runs[1]
            stopped.state = state
            #expect(StateRules.allocatedHotkeys(in: [stopped]) { _ in true } == ["b", "c"])
        }
        let charlie = try SigningNode("//Charlie").hotkey
        #expect(StateRules.allocatedHotkeys(in: runs) { $0 != charlie } == ["a", "b", "c"])
        #expect(StateRules.allocatedHotkeys(in: runs) { _ in false }.isEmpty)
    }

    @Test("Penalised is who is on either list of an authority")
    func penalizedHotkeys() throws {
        let runs = [
            try validator(
                "//Alice", ["penalized_hotkeys": ["a"], "penalized_hotkeys_checklist": [["hotkey": "b"], "c"]]),
            try validator("//Bob", ["penalized_hotkeys": ["d"]]),
        ]
        let alice = try SigningNode().hotkey
        #expect(StateRules.penalizedHotkeys(in: runs, authorities: [alice]) == ["a", "b", "c"])
        #expect(StateRules.penalizedHotkeys(in: runs, authorities: []).isEmpty)
    }

    @Test("Specs and renters are known by the miner's hotkey, without miners that say nothing")
    func miners() throws {
        let alice = try SigningNode().run("a", ["specs": ["gpu": 1], "allocated": "5V"])
        let bob = try SigningNode("//Bob").run("b", ["allocated": .null, "specs": "none"])
        let hotkey = try SigningNode().hotkey
        #expect(StateRules.specs(in: [alice, bob]) == [hotkey: ["gpu": 1]])
        #expect(StateRules.allocatedTo(in: [alice, bob]) == [hotkey: "5V"])
    }
}
