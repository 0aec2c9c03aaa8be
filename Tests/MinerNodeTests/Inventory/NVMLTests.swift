import Foundation
import MinerNode
import Testing

/// GPUs as the driver's library names them; the library is a stand-in, loaded as the real one is.
@Suite("NVML", .enabled(if: FakeNVML.compiler != nil, FakeNVML.comment))
struct NVMLTests {
    private func report(_ library: FakeNVML, path: String = "", limit: Duration = .seconds(60)) async throws
        -> GPUReport
    {
        try await Scratch.with { scratch in
            await GPUQuery.report(library: try await library.build(in: scratch), path: path, limit: limit)
        }
    }

    @Test("Two A100 are named with their memory and the first one's clocks")
    func twoA100() async throws {
        let gpu = Machine.GPU(name: "NVIDIA A100-SXM4-80GB", capacity: 81_920)
        #expect(
            try await report(FakeNVML(gpus: [.a100, .a100]))
                == GPUReport(gpus: [gpu, gpu], graphicsMHz: 1_410, memoryMHz: 1_593, source: .nvml))
    }

    @Test("Eight H100 are eight")
    func eightH100() async throws {
        let report = try await report(FakeNVML(gpus: Array(repeating: .h100, count: 8)))
        #expect(report.gpus == Array(repeating: Machine.GPU(name: "NVIDIA H100 80GB HBM3", capacity: 81_559), count: 8))
        #expect(report.graphicsMHz == 1_980)
        #expect(report.memoryMHz == 2_619)
    }

    @Test("A driver without GPUs is believed")
    func none() async throws {
        #expect(try await report(FakeNVML()) == GPUReport(source: .nvml))
    }

    @Test(
        "A library that does not start names nothing, and its code is in the reason",
        arguments: [(9, "driver not loaded"), (18, "differ in version"), (999, "999")])
    func doesNotStart(_ code: Int, _ reason: String) async throws {
        let report = try await report(FakeNVML(gpus: [.a100], startCode: code))
        #expect(report.gpus.isEmpty)
        #expect(report.source == .none)
        #expect(report.problem?.contains("nvmlInit_v2") == true)
        #expect(report.problem?.contains(reason) == true)
    }

    @Test("A library without one of the functions is not used")
    func incomplete() async throws {
        let report = try await report(FakeNVML(gpus: [.a100], without: ["nvmlDeviceGetMaxClockInfo"]))
        #expect(report.gpus.isEmpty)
        #expect(report.problem?.contains("nvmlDeviceGetMaxClockInfo") == true)
    }

    @Test("A GPU that fell off the bus is left out, and the others stay")
    func lostGPU() async throws {
        let lost = FakeNVML.GPU(name: "lost", memory: 1, handleCode: 15)
        let report = try await report(FakeNVML(gpus: [.h100, lost, .h100]))
        #expect(report.gpus.count == 2)
        #expect(report.problem?.contains("GPU 1") == true)
        #expect(report.problem?.contains("GPU lost") == true)
    }

    @Test("More GPUs counted than there are do no harm")
    func countedTooHigh() async throws {
        let report = try await report(FakeNVML(gpus: [.a100], count: 3))
        #expect(report.gpus.count == 1)
        #expect(report.problem != nil)
    }

    @Test("A count that no machine has is not believed")
    func absurdCount() async throws {
        let report = try await report(FakeNVML(gpus: [.a100], count: 4_000_000_000))
        #expect(report.gpus.isEmpty)
        #expect(report.source == .none)
    }

    @Test("A GPU that shares the CPU's memory has no capacity of its own, nor clocks that it does not tell")
    func sharedMemory() async throws {
        let report = try await report(FakeNVML(gpus: [.init(name: "NVIDIA GB10", memory: 0, memoryCode: 3)]))
        #expect(report == GPUReport(gpus: [.init(name: "NVIDIA GB10", capacity: 0)], source: .nvml))
    }

    @Test("A name longer than the library's buffer leaves the GPU out")
    func longName() async throws {
        let report = try await report(FakeNVML(gpus: [.init(name: String(repeating: "x", count: 200), memory: 1)]))
        #expect(report.gpus.isEmpty)
        #expect(report.problem?.contains("nvmlDeviceGetName") == true)
    }

    @Test("A driver that hangs is given up, and nvidia-smi is not made to hang as well", .timeLimit(.minutes(1)))
    func hangs() async throws {
        try await Scratch.with { scratch in
            try scratch.write("nvidia-smi", "#!/bin/sh\n/bin/touch \(scratch.path)/asked\n", mode: 0o755)
            let report = try await report(
                FakeNVML(gpus: [.a100], hangs: true), path: scratch.path, limit: .milliseconds(200))
            #expect(report.gpus.isEmpty)
            #expect(report.problem?.contains("no answer") == true)
            #expect(try !scratch.names().contains("asked"))
        }
    }

    @Test("It is asked twice with the same answer")
    func twice() async throws {
        try await Scratch.with { scratch in
            let library = try await FakeNVML(gpus: [.a100]).build(in: scratch)
            let first = await GPUQuery.report(library: library, path: "")
            #expect(first.gpus.count == 1)
            #expect(await GPUQuery.report(library: library, path: "") == first)
        }
    }

    @Test("With a library that fails nvidia-smi is asked")
    func fallsBack() async throws {
        try await Scratch.with { scratch in
            try scratch.write("nvidia-smi", "#!/bin/sh\necho NVIDIA L4, 23034, 2040, 6251\n", mode: 0o755)
            let report = try await report(FakeNVML(startCode: 18), path: scratch.path)
            #expect(report.gpus == [.init(name: "NVIDIA L4", capacity: 23_034)])
            #expect(report.source == .nvidiaSMI)
        }
    }
}
