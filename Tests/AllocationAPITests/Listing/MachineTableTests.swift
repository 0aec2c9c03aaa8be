import Foundation
import JSON
import NIOCore
import Store
import Testing

@testable import AllocationAPI

/// Filtering and writing lists of machines.
@Suite struct MachineTableTests {
    private static let machines = [
        Machine.made("5A", cpu: 8, gpu: "nvidia rtx a6000", megabytes: 49_140, gpus: 1, ram: 64, disk: 500),
        Machine.made("5B", cpu: 64, gpu: "nvidia h100 80gb hbm3", megabytes: 652_472, gpus: 8, ram: 1_024, disk: 4_000),
        Machine.made("5C", cpu: 2, gpu: "", megabytes: 0, gpus: 0, ram: 4, disk: 20),
        Machine.made("5D", cpu: 16, gpu: "nvidia rtx a6000", megabytes: 98_280, gpus: 2, ram: 128, disk: 500),
        Machine.made("5E", cpu: 16, gpu: "größe \"τ\\\n\u{1}🚀", megabytes: 1_024, gpus: 1, ram: 128, disk: 500),
    ]

    private func table(reserved: Set<String> = []) -> MachineTable {
        let entries = Self.machines.indices.map { index in
            MachineTable.Entry(index: index, isReserved: reserved.contains(Self.machines[index].hotkey))
        }
        return MachineTable(entries, of: EncodedMachines(Self.machines, memory: .available))
    }

    private func items(
        _ table: MachineTable, _ query: ResourceQuery = .init(), in scope: MachineTable.Scope = .everything,
        _ range: Range<Int>? = nil
    ) throws -> [JSONValue] {
        let matches = table.matches(query, in: scope)
        var buffer = ByteBuffer(string: "[")
        table.write(range ?? 0..<matches.count, of: matches, into: &buffer)
        buffer.writeString("]")
        return try JSONDecoder().decode([JSONValue].self, from: Data(buffer.readableBytesView))
    }

    @Test(
        "A filter lets through what it says, its bounds included",
        arguments: [
            ("{}", "ABCDE"), (#"{"gpu_name":"A6000"}"#, "AD"), (#"{"gpu_name":""}"#, "ABCDE"),
            (#"{"gpu_name":"nvidia rtx a6000 "}"#, ""), (#"{"gpu_name":"H100"}"#, "B"),
            (#"{"gpu_name":"GRÖSSE"}"#, ""), (#"{"gpu_name":"GRÖßE"}"#, "E"), (#"{"gpu_name":"🚀"}"#, "E"),
            (#"{"gpu_name":null,"cpu_count_min":null}"#, "ABCDE"), (#"{"cpu_count_min":16}"#, "BDE"),
            (#"{"cpu_count_max":8}"#, "AC"), (#"{"cpu_count_min":8,"cpu_count_max":16}"#, "ADE"),
            (#"{"cpu_count_min":17,"cpu_count_max":15}"#, ""), (#"{"cpu_count_min":-5}"#, "ABCDE"),
            (#"{"gpu_capacity_min":47.99}"#, "ABD"), (#"{"gpu_capacity_min":48}"#, "BD"),
            (#"{"gpu_capacity_max":47.99}"#, "ACE"), (#"{"gpu_capacity_max":0}"#, "C"),
            (#"{"ram_total_min":128}"#, "BDE"), (#"{"ram_total_max":63.99}"#, "C"),
            (#"{"hard_disk_total_min":500,"hard_disk_total_max":500}"#, "ADE"),
            (#"{"hard_disk_total_min":500.01}"#, "B"), (#"{"ram_total_min":"64","cpu_count_max":"8"}"#, "A"),
            (#"{"gpu_name":"a6000","cpu_count_min":10,"ram_total_max":128,"other":1}"#, "D"),
        ])
    func filters(body: String, expected: String) throws {
        let query = try ResourceQuery(ListingMarket.parameters("", body))
        let hotkeys = try items(table(), query).compactMap { $0["hotkey"]?.text }
        #expect(hotkeys == expected.map { "5\($0)" })
    }

    @Test(
        "What is wrong with a filter is said with the field",
        arguments: [
            (#"{"cpu_count_min":"many"}"#, "cpu_count_min"), (#"{"cpu_count_max":1.5}"#, "cpu_count_max"),
            (#"{"gpu_capacity_min":[]}"#, "gpu_capacity_min"), (#"{"gpu_capacity_max":"NaN"}"#, "gpu_capacity_max"),
            (#"{"ram_total_min":{}}"#, "ram_total_min"), (#"{"ram_total_max":"x"}"#, "ram_total_max"),
            (#"{"hard_disk_total_min":"1e999"}"#, "hard_disk_total_min"),
            (#"{"hard_disk_total_max":"-"}"#, "hard_disk_total_max"), (#"{"gpu_name":7}"#, "gpu_name"),
        ])
    func wrong(body: String, field: String) throws {
        let parameters = try ListingMarket.parameters("", body)
        let problem = #expect(throws: APIProblem.self) { try ResourceQuery(parameters) }
        #expect(problem?.status == 422)
        #expect(problem?.detail[0]?["field"]?.text == field)
    }

    @Test("An item has its figures as numbers, and a name whatever stands in it")
    func items() throws {
        let items = try items(table(reserved: ["5B"]))
        #expect(
            items.first == [
                "hotkey": "5A", "cpu_count": 8, "gpu_name": "nvidia rtx a6000", "gpu_capacity": .number(47.99),
                "gpu_count": 1, "ram": 64, "hard_disk": 500, "allocate_status": "available",
            ])
        #expect(items[1]["allocate_status"] == "reserved")
        #expect(
            items[2] == [
                "hotkey": "5C", "cpu_count": 2, "gpu_name": "", "gpu_capacity": 0, "gpu_count": 0, "ram": 4,
                "hard_disk": 20, "allocate_status": "available",
            ])
        #expect(items[4]["gpu_name"]?.text == "größe \"τ\\\n\u{1}🚀")
    }

    @Test("A part of what matches is that part, however it lies")
    func parts() throws {
        let table = table()
        var query = ResourceQuery()
        query.cpuCount.low = 8
        #expect(try items(table, query, 1..<3).compactMap { $0["hotkey"]?.text } == ["5B", "5D"])
        #expect(try items(table, query, 4..<4).isEmpty)
        #expect(try items(MachineTable([], of: EncodedMachines([], memory: .total))).isEmpty)
    }

    private func items(_ table: MachineTable, _ query: ResourceQuery, _ range: Range<Int>) throws -> [JSONValue] {
        try items(table, query, in: .everything, range)
    }

    @Test("Who is not shown yet, and who is reserved, is left out where that is asked for")
    func scope() throws {
        let table = MachineTable(
            [
                .init(index: 0, isReserved: false, shownFrom: 100), .init(index: 1, isReserved: true, shownFrom: 100),
                .init(index: 2, isReserved: false, shownFrom: nil), .init(index: 3, isReserved: false),
            ], of: EncodedMachines(Self.machines, memory: .total))
        #expect(table.matches(.init(), in: .init(now: 99)).count == 1)
        let counted = table.matches(.init(), in: .init(now: 100))
        #expect(counted.count == 3 && counted.reserved == 1)
        let free = table.matches(.init(), in: .init(now: 100, leavesOutReserved: true))
        #expect(free.count == 2 && free.reserved == 0)
        #expect(try items(table, .init(), in: .init(now: 100))[0]["ram"] == 128)
    }

    @Test(
        "Figures have two decimals, a tie goes to the even one",
        arguments: [
            (49_140, 47.99), (143_771, 140.4), (0, 0), (1_024, 1), (128, 0.12), (384, 0.38), (.infinity, 0), (.nan, 0),
            (1e300, 1e300 / 1_024),
        ] as [(Double, Double)])
    func figures(megabytes: Double, shown: Double) {
        #expect(Figure.gigabytes(megabytes: megabytes) == shown)
    }

    @Test("A huge figure is still JSON")
    func huge() throws {
        let machine = Machine(
            hotkey: "5A", cpuCount: .max, gpuName: "x", gpuCapacity: 1e300, gpuCount: .max, ramAvailable: .max,
            ramTotal: .max, diskFree: .min, diskTotal: .max)
        let table = MachineTable(
            [.init(index: 0, isReserved: false)], of: EncodedMachines([machine], memory: .available))
        let item = try #require(try items(table).first)
        #expect(item["cpu_count"] == .integer(.max) && item["gpu_capacity"]?.number == 1e300 / 1_024)
    }
}
