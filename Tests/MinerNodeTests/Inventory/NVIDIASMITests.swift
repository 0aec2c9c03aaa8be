import Foundation
import MinerNode
import Testing

@testable import MinerNode

/// GPUs as `nvidia-smi` names them; the program is a script of the same name in PATH.
@Suite("nvidia-smi")
struct NVIDIASMITests {
    /// What comes of a machine without the library whose `nvidia-smi` is `script`.
    private func report(_ script: String, limit: Duration = .seconds(60)) async throws -> GPUReport {
        try await Scratch.with { scratch in
            try scratch.write("nvidia-smi", "#!/bin/sh\n\(script)\n", mode: 0o755)
            return await GPUQuery.report(
                library: "\(scratch.path)/no-library.so", path: "\(scratch.path):/usr/bin:/bin", limit: limit)
        }
    }

    @Test(
        "What it prints becomes GPUs, and its complaints do not",
        arguments: [
            ("NVIDIA H100 80GB HBM3, 81559, 1980, 2619\n", ["NVIDIA H100 80GB HBM3"], [81_559], 1_980, 2_619),
            ("A, B, 12, 1, 2\nC, 7, 3, 4", ["A, B", "C"], [12, 7], 1, 2),
            ("NVIDIA H100, [N/A], [N/A], [N/A]\n", ["NVIDIA H100"], [0], nil, nil),
            ("A, 5, [Not Supported], 9\r\nB, 6, 8, 7\r\n", ["A", "B"], [5, 6], 8, 9),
            ("NVIDIA H100, [Unknown Error], 1, 2\nB, 6, 8, 7\n", ["B"], [6], 8, 7),
            ("No devices were found\n", [], [], nil, nil), ("", [], [], nil, nil), ("\n\n", [], [], nil, nil),
            ("NVIDIA H100, 81559\n", [], [], nil, nil), ("x, 99999999999999999999999, 1, 2\n", [], [], nil, nil),
            ("x, -4, 1, 2\n", [], [], nil, nil), (", , , ,\n", [], [], nil, nil),
        ] as [(String, [String], [Int], Int?, Int?)])
    func parses(_ text: String, _ names: [String], _ capacities: [Int], _ graphics: Int?, _ memory: Int?) {
        let report = NVIDIASMI.parse(text)
        #expect(report.gpus == zip(names, capacities).map { Machine.GPU(name: $0, capacity: $1) })
        #expect(report.graphicsMHz == graphics)
        #expect(report.memoryMHz == memory)
    }

    @Test("It is asked for what we read, without decoration")
    func arguments() async throws {
        let report = try await report(
            """
            [ "$1" = "--query-gpu=name,memory.total,clocks.max.graphics,clocks.max.memory" ] || exit 2
            [ "$2" = "--format=csv,noheader,nounits" ] || exit 3
            echo "NVIDIA A100-SXM4-80GB, 81920, 1410, 1593"
            echo "NVIDIA A100-SXM4-80GB, 81920, 1410, 1593"
            """)
        let gpu = Machine.GPU(name: "NVIDIA A100-SXM4-80GB", capacity: 81_920)
        #expect(
            report == GPUReport(gpus: [gpu, gpu], graphicsMHz: 1_410, memoryMHz: 1_593, source: .nvidiaSMI))
    }

    @Test(
        "Without it in PATH there are no GPUs, and the reason says so", arguments: ["", "/nonexistent:", ":.:relative"])
    func absent(_ path: String) async {
        let report = await GPUQuery.report(library: "/nonexistent/libnvidia-ml.so.1", path: path)
        #expect(report.gpus.isEmpty)
        #expect(report.source == .none)
        #expect(report.problem?.contains("nvidia-smi: not in PATH") == true)
    }

    @Test("Exit code 9 is a reason, with what it said")
    func exits() async throws {
        let report = try await report(
            "echo 'NVIDIA-SMI has failed because it could not communicate with the NVIDIA driver.'; exit 9")
        #expect(report.gpus.isEmpty)
        #expect(report.problem?.contains("ends with 9: NVIDIA-SMI has failed") == true)
    }

    @Test("GPUs that a failing one names before it fails do not count")
    func failsLate() async throws {
        #expect(try await report("echo 'A, 1, 2, 3'; exit 15").gpus.isEmpty)
    }

    @Test("Garbage is no GPU, and reaches the log in one short line without control characters")
    func garbage() async throws {
        let report = try await report("printf 'a\\033[31mb\\000\\377%0500d\\nmore\\n' 7")
        #expect(report.gpus.isEmpty)
        let problem = try #require(report.problem)
        #expect(problem.utf8.count < 600)
        #expect(problem.unicodeScalars.allSatisfy { $0.value >= 0x20 })
    }

    @Test("A megabyte of lines that look like GPUs is not believed")
    func megabyte() async throws {
        let report = try await report("yes 'NVIDIA H100, 81559, 1980, 2619' | head -c 1048576")
        #expect(report.gpus.isEmpty)
        #expect(report.problem?.contains("more than a list of GPUs") == true)
    }

    @Test("One that hangs is ended", .timeLimit(.minutes(1)))
    func hangs() async throws {
        let report = try await report("echo 'A, 1, 2, 3'; exec sleep 600", limit: .milliseconds(500))
        #expect(report.gpus.isEmpty)
        #expect(report.problem?.contains("took too long") == true)
    }

    @Test("A file that is no program is a reason")
    func noProgram() async throws {
        try await Scratch.with { scratch in
            try scratch.write("nvidia-smi", "\u{7f}ELF", mode: 0o755)
            let report = await GPUQuery.report(library: "\(scratch.path)/nvidia-smi", path: scratch.path)
            #expect(report.gpus.isEmpty)
            #expect(report.source == .none)
            #expect(report.problem != nil)
        }
    }
}
