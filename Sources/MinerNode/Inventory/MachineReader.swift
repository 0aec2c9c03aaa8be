import Foundation

/// Reads this machine's hardware from the kernel and `nvidia-smi`.
package struct MachineReader: Sendable {
    private let dataDirectory: String
    private let gpus: [Machine.GPU]

    /// - Parameters:
    ///   - dataDirectory: Whose file system counts as the disk.
    ///   - gpus: The GPUs found at start (``GPUQuery``); they do not change while the miner runs.
    package init(dataDirectory: String, gpus: [Machine.GPU]) {
        self.dataDirectory = dataDirectory
        self.gpus = gpus
    }

    /// The hardware now.
    package func read() -> Machine {
        Machine(
            cpuCount: ProcessInfo.processInfo.activeProcessorCount, ramAvailable: Self.ramAvailable(),
            diskFree: Self.diskFree(dataDirectory), gpus: gpus)
    }

    private static func ramAvailable() -> Int {
        let text = (try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8)) ?? ""
        for line in text.split(separator: "\n") where line.hasPrefix("MemAvailable:") {
            return (Int(line.split(separator: " ").dropFirst().first ?? "") ?? 0) << 10
        }
        return 0
    }

    private static func diskFree(_ directory: String) -> Int {
        var status = statvfs()
        guard statvfs(directory, &status) == 0 else { return 0 }
        let (bytes, overflow) = UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize))
        return overflow ? Int.max : Int(clamping: bytes)
    }
}
