import Foundation
import JSON
import Logging
import Market
import MinerNode
import ServiceLifecycle
import Synchronization
import Testing

@Suite("Specs of the machine")
struct SpecsReaderTests {
    /// Measurements that are counted, and wait when they are told to.
    private final class Bench: Sendable {
        let count = Mutex(0)
        let now = Mutex(ContinuousClock.now)
        let answer: Speeds?

        init(_ answer: Speeds?) { self.answer = answer }

        func measure() -> Speeds? {
            count.withLock { $0 += 1 }
            return answer
        }

        func pass(_ time: Duration) { now.withLock { $0 = $0.advanced(by: time) } }
    }

    private static let speeds = Speeds(diskRead: 500.5, diskWrite: 400, memoryRead: 9_000, memoryWrite: 8_000)

    private func reader(_ scratch: Scratch, _ bench: Bench, gpus: GPUReport = GPUReport()) throws -> SpecsReader {
        try scratch.write("proc/cpuinfo", KernelText.dualSocket)
        try scratch.write("proc/meminfo", KernelText.memory)
        return SpecsReader(
            dataDirectory: scratch.path, gpus: gpus, files: KernelFiles(root: scratch.path),
            now: { bench.now.withLock { $0 } }, measurement: { bench.measure() })
    }

    @Test("They say what the kernel, the driver and the speed tests say")
    func whole() async throws {
        try await Scratch.with { scratch in
            let gpu = Machine.GPU(name: "NVIDIA A100-SXM4-80GB", capacity: 81_920)
            let report = GPUReport(gpus: [gpu, gpu], graphicsMHz: 1_410, memoryMHz: 1_593, source: .nvml)
            let specs = try await reader(scratch, Bench(Self.speeds), gpus: report).read(hasDocker: true)
            #expect(specs.cpu == .init(count: 8, frequency: 2_500.15))
            #expect(
                specs.gpu
                    == .init(
                        count: 2, capacity: 163_840,
                        details: Array(repeating: .init(name: "NVIDIA A100-SXM4-80GB", capacity: 81_920), count: 2),
                        graphicsSpeed: 1_410, memorySpeed: 1_593))
            #expect(specs.ram.total == 263_849_916 * 1_024)
            #expect(specs.ram.readSpeed == 9_000)
            #expect(specs.ram.writeSpeed == 8_000)
            #expect(specs.hardDisk.total > 0)
            #expect(specs.hardDisk.readSpeed == 500.5)
            #expect(specs.hardDisk.writeSpeed == 400)
            #expect(specs.hasDocker)
            #expect(try HardwareSpecs(json: JSONValue.parse(specs.json.serializedText)) == specs)
        }
    }

    @Test("The disk that is published is the engine's")
    func engineDisk() async throws {
        try await Scratch.with { scratch in
            let reader = SpecsReader(
                dataDirectory: "/nonexistent/data", engineDirectory: scratch.path, gpus: GPUReport(),
                measurement: { nil })
            let disk = await reader.read(hasDocker: true).hardDisk
            #expect(disk.total == DiskSpace(of: scratch.path).total)
            #expect(disk.total > 0)
        }
    }

    @Test("A machine without a GPU has no clocks of one")
    func withoutGPU() async throws {
        try await Scratch.with { scratch in
            let specs = try await reader(scratch, Bench(nil)).read(hasDocker: false)
            #expect(specs.json["gpu"] == ["count": 0, "capacity": 0, "details": []])
            #expect(!specs.hasDocker)
        }
    }

    @Test("Speeds are measured once a day")
    func onceADay() async throws {
        try await Scratch.with { scratch in
            let bench = Bench(Self.speeds)
            let reader = try reader(scratch, bench)
            for _ in 0..<3 { _ = await reader.read(hasDocker: true) }
            bench.pass(.seconds(86_399))
            _ = await reader.read(hasDocker: true)
            #expect(bench.count.withLock { $0 } == 1)
            bench.pass(.seconds(1))
            _ = await reader.read(hasDocker: true)
            #expect(bench.count.withLock { $0 } == 2)
            #expect(await reader.speeds == Self.speeds)
        }
    }

    @Test("What failed leaves the speeds unknown, and is not tried at every call")
    func failed() async throws {
        try await Scratch.with { scratch in
            let bench = Bench(Speeds(problems: ["disk: only 3 MB are free"]))
            let reader = try reader(scratch, bench)
            for _ in 0..<2 {
                let specs = await reader.read(hasDocker: true)
                #expect(specs.hardDisk.readSpeed == nil)
                #expect(specs.json["hard_disk"]?["read_speed"] == nil)
                #expect(specs.hardDisk.total > 0)
            }
            #expect(bench.count.withLock { $0 } == 1)
            #expect(await reader.speeds?.problems == ["disk: only 3 MB are free"])
        }
    }

    @Test("What was cancelled is measured when somebody asks again")
    func cancelledMeasurement() async throws {
        try await Scratch.with { scratch in
            let bench = Bench(nil)
            let reader = try reader(scratch, bench)
            for _ in 0..<2 { _ = await reader.read(hasDocker: true) }
            #expect(bench.count.withLock { $0 } == 2)
            #expect(await reader.speeds == nil)
        }
    }

    @Test("Who asks while speeds are measured is answered without them", .timeLimit(.minutes(1)))
    func meanwhile() async throws {
        try await Scratch.with { scratch in
            let (started, start) = AsyncStream<Void>.makeStream()
            let (goes, go) = AsyncStream<Void>.makeStream()
            let reader = SpecsReader(
                dataDirectory: scratch.path, gpus: GPUReport(),
                measurement: {
                    start.finish()
                    for await _ in goes {}
                    return Self.speeds
                })
            let first = Task { await reader.read(hasDocker: true) }
            for await _ in started {}
            #expect(await reader.read(hasDocker: true).ram.readSpeed == nil)
            go.finish()
            #expect(await first.value.ram.readSpeed == 9_000)
        }
    }

    @Test("A graceful shutdown ends the speed tests", .timeLimit(.minutes(1)))
    func shutdown() async throws {
        try await Scratch.with { scratch in
            let (started, start) = AsyncStream<Void>.makeStream()
            let (never, hold) = AsyncStream<Void>.makeStream()
            let reader = SpecsReader(
                dataDirectory: scratch.path, gpus: GPUReport(),
                measurement: {
                    start.finish()
                    for await _ in never {}
                    return Task.isCancelled ? nil : Self.speeds
                })
            let group = ServiceGroup(services: [Asking(reader: reader)], logger: Logger(label: "test"))
            let running = Task { try await group.run() }
            for await _ in started {}
            await group.triggerGracefulShutdown()
            try await running.value
            #expect(await reader.speeds == nil)
            hold.finish()
        }
    }

    /// A service that asks once.
    private struct Asking: Service {
        let reader: SpecsReader

        func run() async {
            #expect(await reader.read(hasDocker: true).ram.readSpeed == nil)
        }
    }
}
