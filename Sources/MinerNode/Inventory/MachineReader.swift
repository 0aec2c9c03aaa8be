import Foundation
import Synchronization

/// Reads this machine's hardware from the kernel and `nvidia-smi`, at most once a second.
package final class MachineReader: Sendable {
    private let dataDirectory: String
    private let gpus: [Machine.GPU]
    private let last = Mutex<(machine: Machine, at: ContinuousClock.Instant)?>(nil)

    /// What is kept is believed for so long: under load every request asks.
    private static let lifetime = Duration.seconds(1)

    /// - Parameters:
    ///   - dataDirectory: Whose file system counts as the disk.
    ///   - gpus: The GPUs found at start (``GPUQuery``); they do not change while the miner runs.
    package init(dataDirectory: String, gpus: [Machine.GPU]) {
        self.dataDirectory = dataDirectory
        self.gpus = gpus
    }

    /// The hardware now.
    package func read() -> Machine {
        last.withLock { last in
            let now = ContinuousClock.now
            if let last, last.at.duration(to: now) < Self.lifetime { return last.machine }
            let machine = Machine(
                cpuCount: ProcessInfo.processInfo.activeProcessorCount, ramAvailable: Self.ramAvailable(),
                diskFree: Self.diskFree(dataDirectory), gpus: gpus)
            last = (machine, now)
            return machine
        }
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
