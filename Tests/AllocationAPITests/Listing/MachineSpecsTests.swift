import JSON
import Store
import Testing

@testable import AllocationAPI

/// Machines from specs in the shared state.
@Suite struct MachineSpecsTests {
    private static let good = Machine.made("5A", cpu: 12, gpus: 2).specs

    @Test("Good specs are a machine, with its GPU or without one")
    func good() {
        #expect(Machine(hotkey: "5A", specs: Self.good) == .made("5A", cpu: 12, gpus: 2))
        let bare = Machine.made("5A", gpu: "", megabytes: 0, gpus: 0)
        #expect(Machine(hotkey: "5A", specs: bare.specs) == bare)
        var members = Self.good.object ?? [:]
        members["gpu"] = nil
        #expect(Machine(hotkey: "5A", specs: .object(members))?.gpuCount == 0)
        members["cpu"] = ["count": .number(8.9)]
        #expect(Machine(hotkey: "5A", specs: .object(members))?.cpuCount == 8)
    }

    @Test(
        "Specs of which a figure is missing or none are no machine",
        arguments: [
            ("cpu", [:]), ("cpu", ["count": "8"]), ("cpu", ["count": true]), ("cpu", ["count": -1]),
            ("cpu", ["count": .number(1e300)]), ("cpu", ["count": .number(.nan)]), ("ram", nil), ("ram", ["total": 1]),
            ("ram", ["total": .number(.infinity), "available": 1]), ("hard_disk", ["free": 1]), ("hard_disk", "big"),
            ("gpu", ["count": 1, "capacity": 1]), ("gpu", ["count": 1, "capacity": 1, "details": []]),
            ("gpu", ["count": 1, "capacity": -1, "details": [["name": "x"]]]),
            ("gpu", ["count": 1, "details": [["name": "x"]]]),
            ("gpu", ["count": .integer(.max), "capacity": 1, "details": [["name": "x"]]]),
        ] as [(String, JSONValue?)])
    func bad(member: String, value: JSONValue?) {
        var members = Self.good.object ?? [:]
        members[member] = value
        #expect(Machine(hotkey: "5A", specs: .object(members)) == nil)
    }
}
