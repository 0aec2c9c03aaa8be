import JSON
import Store

extension Machine {
    static let gib: Int64 = 1 << 30

    /// A machine of round figures, in MB and GiB.
    static func made(
        _ hotkey: String, cpu: Int = 8, gpu: String = "nvidia rtx a6000", megabytes: Double = 49_152, gpus: Int = 1,
        ram: Int64 = 64, ramTotal: Int64 = 128, disk: Int64 = 500, diskTotal: Int64 = 1_000
    ) -> Machine {
        Machine(
            hotkey: hotkey, cpuCount: cpu, gpuName: gpu, gpuCapacity: megabytes, gpuCount: gpus,
            ramAvailable: ram * gib, ramTotal: ramTotal * gib, diskFree: disk * gib, diskTotal: diskTotal * gib)
    }

    /// The specs from which a validator would make this machine.
    var specs: JSONValue {
        [
            "cpu": ["count": .integer(Int64(cpuCount))],
            "gpu": [
                "count": .integer(Int64(gpuCount)), "capacity": .integer(Int64(gpuCapacity)),
                "details": .list(gpuCount > 0 ? [["name": .text(gpuName.uppercased())]] : []),
            ],
            "ram": ["available": .integer(ramAvailable), "total": .integer(ramTotal)],
            "hard_disk": ["free": .integer(diskFree), "total": .integer(diskTotal)],
        ]
    }
}
