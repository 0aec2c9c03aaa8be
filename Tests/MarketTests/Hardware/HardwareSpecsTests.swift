import JSON
import Market
import Testing

/// The JSON of a machine: ours to the letter, and others' as far as it can be understood.
@Suite("Hardware specs")
struct HardwareSpecsTests {
    private static let whole = HardwareSpecs(
        cpu: .init(count: 32, frequency: 2_900.5),
        gpu: .init(
            [.init(name: "NVIDIA A100-SXM4-80GB", capacity: 81_920), .init(name: "NVIDIA L4", capacity: 23_034)],
            graphicsSpeed: 1_410, memorySpeed: 1_593),
        hardDisk: .init(total: 1_000, free: 600, used: 400, readSpeed: 520.25, writeSpeed: 480.5),
        ram: .init(
            total: 100, available: 80, used: 20, free: 70, swapTotal: 10, swapUsed: 4, swapFree: 6,
            readSpeed: 9_000.5, writeSpeed: 8_000.5),
        hasDocker: true)

    @Test("A machine is written with all names of the protocol")
    func written() {
        #expect(
            Self.whole.json.serializedText == """
                {"cpu":{"count":32,"frequency":2900.5},"gpu":{"capacity":104954,"count":2,"details":\
                [{"capacity":81920,"name":"NVIDIA A100-SXM4-80GB"},{"capacity":23034,"name":"NVIDIA L4"}],\
                "graphics_speed":1410,"memory_speed":1593},"hard_disk":{"free":600,"read_speed":520.25,"total":1000,\
                "used":400,"write_speed":480.5},"has_docker":true,"ram":{"available":80,"free":70,"read_speed":9000.5,\
                "swap_free":6,"swap_total":10,"swap_used":4,"total":100,"used":20,"write_speed":8000.5}}
                """)
    }

    @Test("What was written reads the same")
    func roundTrip() throws {
        #expect(try HardwareSpecs(json: JSONValue.parse(Self.whole.json.serializedText)) == Self.whole)
        #expect(try HardwareSpecs(json: HardwareSpecs().json) == HardwareSpecs())
    }

    @Test("Without a GPU no clocks are written, even where somebody set them")
    func withoutGPU() {
        let specs = HardwareSpecs(gpu: .init(graphicsSpeed: 1, memorySpeed: 2))
        #expect(specs.json["gpu"] == ["count": 0, "capacity": 0, "details": []])
    }

    @Test("What is not known is left out")
    func unknown() {
        let json = HardwareSpecs(gpu: .init([.init(name: "A", capacity: 1)])).json
        #expect(json["cpu"] == ["count": 0])
        #expect(json["gpu"]?["graphics_speed"] == nil)
        #expect(json["hard_disk"] == ["total": 0, "free": 0, "used": 0])
        #expect(json["ram"]?["write_speed"] == nil)
    }

    @Test(
        "Absent, null and impossible members are not known",
        arguments: [
            "{}", #"{"cpu":null,"gpu":null,"hard_disk":null,"ram":null,"has_docker":null}"#,
            #"{"cpu":{},"gpu":{},"hard_disk":{},"ram":{}}"#, #"{"cpu":"x","gpu":[],"hard_disk":1,"ram":true}"#,
            #"{"cpu":{"count":"8","frequency":"fast"},"gpu":{"count":-1,"capacity":null,"details":{}},"has_docker":"yes"}"#,
            #"{"gpu":{"details":[1,null,"A100",[]]},"ram":{"total":-5,"read_speed":-1}}"#,
            #"{"cpu":{"count":1e300,"frequency":-3},"hard_disk":{"total":99999999999999999999}}"#,
        ])
    func lenient(_ text: String) throws {
        #expect(try HardwareSpecs(json: JSONValue.parse(text)) == HardwareSpecs())
    }

    @Test("Part of a machine is read, and the rest is not known")
    func partial() throws {
        let specs = try HardwareSpecs(
            json: JSONValue.parse(
                #"{"gpu":{"count":1,"capacity":24564.0,"details":[{"name":"RTX 4090","capacity":24564.9},{}]},"unknown":1}"#
            ))
        #expect(specs.gpu.count == 1)
        #expect(specs.gpu.capacity == 24_564)
        #expect(specs.gpu.details == [.init(name: "RTX 4090", capacity: 24_564), .init()])
        #expect(specs.gpu.graphicsSpeed == nil)
        #expect(specs.cpu == .init())
    }

    @Test("What is no object is refused", arguments: ["[]", "null", "\"{}\"", "1", "true"])
    func noObject(_ text: String) {
        #expect(throws: JSONMembers.WrongType(name: "")) { try HardwareSpecs(json: JSONValue.parse(text)) }
    }

    @Test("Capacities that no sum holds do no harm")
    func overflow() {
        let gpus = HardwareSpecs.GPUs(Array(repeating: .init(name: "A", capacity: .max), count: 3))
        #expect(gpus.capacity == .max)
        #expect(gpus.count == 3)
    }
}
