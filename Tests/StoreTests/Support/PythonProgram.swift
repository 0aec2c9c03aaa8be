import Foundation
import GRDB

@testable import Store

/// Runs statements as another program would: on a connection with SQLite's own defaults.
func asPythonProgram(_ path: String, _ sql: String) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    configuration.busyMode = .timeout(5)
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    try queue.close()
}

/// Specs as a validator writes them, of a machine with `gpuCount` times 24 GB.
func specs(gpu: String = "NVIDIA L4", gpuCount: Int = 1) -> String {
    """
    {"cpu": {"count": 16, "frequency": 2711.5}, "gpu": {"count": \(gpuCount), "capacity": \(gpuCount * 24_576).0,
     "details": [\((0..<gpuCount).map { _ in #"{"name": "\#(gpu)", "capacity": 24576.0}"# }.joined(separator: ", "))],
     "graphics_speed": 2040, "memory_speed": 6251},
     "hard_disk": {"total": 2000, "free": 1500, "used": 500, "write_speed": 1.5, "read_speed": 2.5},
     "ram": {"total": 1000, "available": 900, "used": 100, "free": 600, "swap_total": 0}, "has_docker": true}
    """
}

/// The machine that ``specs(gpu:gpuCount:)`` describes.
func machine(_ hotkey: String, gpu: String = "nvidia l4", gpuCount: Int = 1) -> Machine {
    Machine(
        hotkey: hotkey, cpuCount: 16, gpuName: gpuCount == 0 ? "" : gpu, gpuCapacity: Double(gpuCount * 24_576),
        gpuCount: gpuCount, ramAvailable: 900, ramTotal: 1000, diskFree: 1500, diskTotal: 2000)
}
