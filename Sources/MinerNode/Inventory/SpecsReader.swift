package import Market
import ServiceLifecycle

/// Reads all that a miner publishes about its machine; measures speeds once a day.
package actor SpecsReader {
    /// Measures; nil when it was cancelled.
    package typealias Measurement = @Sendable () async -> Speeds?

    /// What was measured last; nil before.
    package private(set) var speeds: Speeds?

    private let dataDirectory: String
    private let engineDirectory: String?
    private let gpus: HardwareSpecs.GPUs
    private let files: KernelFiles
    private let cpu: CPUReading
    private let now: @Sendable () -> ContinuousClock.Instant
    private let measurement: Measurement
    private var due: ContinuousClock.Instant?
    private var isMeasuring = false

    /// - Parameters:
    ///   - dataDirectory: Where the disk's speeds are measured, and whose file system counts as the disk where the
    ///     engine's directory cannot be looked at.
    ///   - engineDirectory: Where the engine keeps its data: its file system is the disk of renters.
    ///   - gpus: What was found at start; it does not change while the miner runs.
    ///   - measurement: nil: ``Speeds/measure(dataDirectory:files:limit:)``.
    package init(
        dataDirectory: String, engineDirectory: String? = nil, gpus: GPUReport, files: KernelFiles = KernelFiles(),
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }, measurement: Measurement? = nil
    ) {
        self.dataDirectory = dataDirectory
        self.engineDirectory = engineDirectory
        self.gpus = HardwareSpecs.GPUs(
            gpus.gpus.map { HardwareSpecs.GPU(name: $0.name, capacity: $0.capacity) },
            graphicsSpeed: gpus.graphicsMHz, memorySpeed: gpus.memoryMHz)
        self.files = files
        self.now = now
        self.measurement = measurement ?? { await Speeds.measure(dataDirectory: dataDirectory, files: files) }
        cpu = CPUReading(files)
    }

    /// The machine now.
    ///
    /// The first call of a day waits for the speed tests (under a second on most machines, a minute at most), which a
    /// graceful shutdown or the task's cancellation ends; calls meanwhile have the speeds of the day before.
    package func read(hasDocker: Bool) async -> HardwareSpecs {
        await measureWhenDue()
        let disk = DiskSpace(engine: engineDirectory, else: dataDirectory)
        let memory = MemoryReading(files)
        return HardwareSpecs(
            cpu: .init(count: cpu.cores, frequency: cpu.megahertz), gpu: gpus,
            hardDisk: .init(
                total: disk.total, free: disk.free, used: disk.used, readSpeed: speeds?.diskRead,
                writeSpeed: speeds?.diskWrite),
            ram: .init(
                total: memory.total, available: memory.available, used: memory.used, free: memory.free,
                swapTotal: memory.swapTotal, swapUsed: memory.swapUsed, swapFree: memory.swapFree,
                readSpeed: speeds?.memoryRead, writeSpeed: speeds?.memoryWrite),
            hasDocker: hasDocker)
    }

    private func measureWhenDue() async {
        if isMeasuring { return }
        if let due, now() < due { return }
        isMeasuring = true
        defer { isMeasuring = false }
        // What was cancelled is measured when somebody asks again; what failed, like the rest, tomorrow.
        guard let measured = await cancelWhenGracefulShutdown(measurement) else { return }
        speeds = measured
        due = now().advanced(by: .seconds(86_400))
    }
}
