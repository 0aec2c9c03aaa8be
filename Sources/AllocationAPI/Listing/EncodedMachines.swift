import JSON
import Store

/// Machines made ready for listing: what filters compare, and the JSON of each up to its status.
struct EncodedMachines: Sendable {
    /// What filters compare, as it is shown.
    struct Figures: Sendable {
        /// The place of the GPU's name in ``names``.
        var name: Int
        var cpuCount: Int
        /// GB.
        var gpuCapacity: Double
        /// GiB.
        var ram: Double
        /// GiB that are free.
        var hardDisk: Double
    }

    /// Which memory of a machine is shown.
    enum Memory: Sendable {
        case available
        case total
    }

    let machines: [Machine]
    let figures: [Figures]
    /// Every GPU name once, as UTF-8: many machines have the same.
    let names: [[UInt8]]
    private let bytes: [UInt8]
    /// Where the bytes of each machine end.
    private let ends: [Int]

    init(_ machines: [Machine], memory: Memory) {
        var names = NameTable()
        var figures: [Figures] = []
        var ends: [Int] = []
        var bytes: [UInt8] = []
        figures.reserveCapacity(machines.count)
        ends.reserveCapacity(machines.count)
        bytes.reserveCapacity(machines.count * 240)
        for machine in machines {
            let row = Figures(
                name: names.place(of: machine.gpuName), cpuCount: machine.cpuCount,
                gpuCapacity: Figure.gigabytes(megabytes: machine.gpuCapacity),
                ram: Figure.gibibytes(bytes: memory == .available ? machine.ramAvailable : machine.ramTotal),
                hardDisk: Figure.gibibytes(bytes: machine.diskFree))
            Self.write(machine, row, name: names.json[row.name], into: &bytes)
            figures.append(row)
            ends.append(bytes.count)
        }
        self.machines = machines
        self.figures = figures
        self.names = names.texts
        self.bytes = bytes
        self.ends = ends
    }

    /// The JSON object of the machine at `index`, up to and with the quote before its status.
    func head(at index: Int) -> ArraySlice<UInt8> {
        bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }

    private static func write(_ machine: Machine, _ row: Figures, name: [UInt8], into bytes: inout [UInt8]) {
        bytes.append(contentsOf: #"{"hotkey":"#.utf8)
        bytes.append(contentsOf: JSONValue.text(machine.hotkey).serializedUnsorted)
        bytes.append(contentsOf: #","cpu_count":"#.utf8)
        bytes.append(contentsOf: String(row.cpuCount).utf8)
        bytes.append(contentsOf: #","gpu_name":"#.utf8)
        bytes.append(contentsOf: name)
        bytes.append(contentsOf: #","gpu_capacity":"#.utf8)
        bytes.append(contentsOf: "\(row.gpuCapacity)".utf8)
        bytes.append(contentsOf: #","gpu_count":"#.utf8)
        bytes.append(contentsOf: String(machine.gpuCount).utf8)
        bytes.append(contentsOf: #","ram":"#.utf8)
        bytes.append(contentsOf: "\(row.ram)".utf8)
        bytes.append(contentsOf: #","hard_disk":"#.utf8)
        bytes.append(contentsOf: "\(row.hardDisk)".utf8)
        bytes.append(contentsOf: #","allocate_status":""#.utf8)
    }

    /// The names seen so far, byte for byte.
    private struct NameTable {
        private var places: [[UInt8]: Int] = [:]
        private(set) var texts: [[UInt8]] = []
        private(set) var json: [[UInt8]] = []

        mutating func place(of name: String) -> Int {
            let text = Array(name.utf8)
            if let place = places[text] { return place }
            places[text] = texts.count
            texts.append(text)
            json.append(JSONValue.text(name).serialized)
            return texts.count - 1
        }
    }
}
