import Timing

/// How fast the machine's disk and memory are, in MB (of 10^6 bytes) per second; nil where it could not be measured.
package struct Speeds: Sendable, Equatable {
    package var diskRead: Double?
    package var diskWrite: Double?
    package var memoryRead: Double?
    package var memoryWrite: Double?
    /// Why something was not measured; for the log.
    package var problems: [String] = []

    package init(
        diskRead: Double? = nil, diskWrite: Double? = nil, memoryRead: Double? = nil, memoryWrite: Double? = nil,
        problems: [String] = []
    ) {
        self.diskRead = diskRead
        self.diskWrite = diskWrite
        self.memoryRead = memoryRead
        self.memoryWrite = memoryWrite
        self.problems = problems
    }

    /// Measures with 100 MB in `dataDirectory` and 100 MB of memory; nil when the task is cancelled first.
    ///
    /// - Parameter limit: For all of it: a disk that hangs leaves everything unknown.
    package static func measure(
        dataDirectory: String, files: KernelFiles = KernelFiles(), limit: Duration = .seconds(60)
    ) async -> Speeds? {
        do {
            return try await OwnThread.run(limit: limit) { measure(dataDirectory, files, stop: $0) }
        } catch is TimeLimit.Exceeded {
            return Speeds(problems: ["the speed tests did not end in \(limit)"])
        } catch {
            return nil
        }
    }

    private static func measure(_ directory: String, _ files: KernelFiles, stop: OwnThread.StopSign) -> Speeds {
        var speeds = Speeds()
        do throws(SpeedProblem) {
            let disk = try DiskSpeed.measure(in: directory, stop: stop)
            speeds.diskRead = disk.read
            speeds.diskWrite = disk.write
        } catch {
            speeds.problems.append("disk: \(error)")
        }
        do throws(SpeedProblem) {
            let memory = try MemorySpeed.measure(available: MemoryReading(files).available, stop: stop)
            speeds.memoryRead = memory.read
            speeds.memoryWrite = memory.write
        } catch {
            speeds.problems.append("memory: \(error)")
        }
        return speeds
    }
}
