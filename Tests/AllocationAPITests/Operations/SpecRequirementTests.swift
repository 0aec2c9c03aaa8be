import JSON
import Market
import Testing

@testable import AllocationAPI

@Suite struct SpecRequirementTests {
    @Test(
        "What is not said takes the defaults: any GPU above 3 GB, one core, one GB, 90 days",
        arguments: [
            [:], ["gpu_size": .null, "timeline": .null, "unknown": 1],
        ] as [[String: JSONValue]])
    func defaults(_ members: [String: JSONValue]) throws {
        let wish = try SpecRequirement(members)
        #expect(wish.days == 90)
        #expect(
            wish.device
                == DeviceRequirement(
                    cpuCount: 1, gpu: .init(count: 1, capacity: 3_000, type: ""), diskBytes: 1 << 30,
                    ramBytes: 1 << 30))
    }

    @Test(
        "An empty type or the size 0 asks for no GPU",
        arguments: [["gpu_type": ""], ["gpu_size": 0]] as [[String: JSONValue]])
    func noGPU(_ members: [String: JSONValue]) throws {
        #expect(try SpecRequirement(members).device.gpu == nil)
    }

    @Test("Texts of numbers count as numbers, and types are written small")
    func lax() throws {
        let wish = try SpecRequirement([
            "gpu_size": "24", "gpu_type": "RTX 4090", "ram": .number(2), "hard_disk": 1_000_000,
        ])
        #expect(wish.device.gpu == .init(count: 1, capacity: 24_000, type: "rtx 4090"))
        #expect(wish.device.ramBytes == 2 << 30)
        #expect(wish.device.diskBytes == 1_000_000 << 30)
    }

    static let bad: [(String, JSONValue)] = [
        ("cpu_count", 0), ("cpu_count", -1), ("cpu_count", true), ("cpu_count", "x"), ("gpu_type", 4),
        ("gpu_type", .text(String(repeating: "a", count: 129))), ("gpu_size", -1), ("gpu_size", .number(1.5)),
        ("gpu_size", .integer(.max)), ("ram", -1), ("ram", .number(1e300)), ("hard_disk", .list([])),
        ("hard_disk", .number(.infinity)), ("timeline", 0), ("timeline", -30), ("timeline", 3_651),
    ]

    @Test("What cannot be used is named", arguments: bad.indices)
    func wrong(_ index: Int) throws {
        let (field, value) = Self.bad[index]
        let problem = #expect(throws: APIProblem.self) { try SpecRequirement([field: value]) }
        #expect(problem?.status == 422)
        #expect(problem?.detail[0]?["field"] == .text(field))
    }

    @Test("All that is wrong is told at once")
    func several() throws {
        let problem = #expect(throws: APIProblem.self) { try SpecRequirement(["ram": -1, "timeline": 0]) }
        #expect(problem?.detail.list?.count == 2)
    }
}
