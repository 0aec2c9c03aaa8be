import Foundation
import Synchronization

/// Reads this machine's hardware as far as rentals ask for it, at most once a second.
package final class MachineReader: Sendable {
    private let dataDirectory: String
    private let engineDirectory: String?
    private let gpus: [Machine.GPU]
    private let files: KernelFiles
    private let last = Mutex<(machine: Machine, at: ContinuousClock.Instant)?>(nil)

    /// What is kept is believed for so long: under load every request asks.
    private static let lifetime = Duration.seconds(1)

    /// - Parameters:
    ///   - dataDirectory: Whose file system counts as the disk where the engine's directory cannot be looked at.
    ///   - engineDirectory: Where the engine keeps its data: its file system is the disk of renters.
    ///   - gpus: The GPUs found at start (``GPUQuery``); they do not change while the miner runs.
    package init(
        dataDirectory: String, engineDirectory: String? = nil, gpus: [Machine.GPU], files: KernelFiles = KernelFiles()
    ) {
        self.dataDirectory = dataDirectory
        self.engineDirectory = engineDirectory
        self.gpus = gpus
        self.files = files
    }

    /// The hardware now.
    package func read() -> Machine {
        last.withLock { last in
            let now = ContinuousClock.now
            if let last, last.at.duration(to: now) < Self.lifetime { return last.machine }
            let machine = Machine(
                cpuCount: ProcessInfo.processInfo.activeProcessorCount, ramAvailable: MemoryReading(files).available,
                diskFree: DiskSpace(engine: engineDirectory, else: dataDirectory).free, gpus: gpus)
            last = (machine, now)
            return machine
        }
    }
}
