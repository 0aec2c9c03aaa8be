import Docker
import Foundation
import MinerNode
import Testing

/// What the doctor says about the engine, its images and the GPUs.
struct EngineFindingTests {
    @Test("An engine that is not there, that hides and that is too old is mended in different ways")
    func engine() async throws {
        try await DoctorFixture.with { fixture in
            let socket = fixture.probes.engine.socket
            fixture.probes.engine.sight = { throw DockerError.unreachable(socket: socket, reason: "refused") }
            expect(try await fixture.finding("docker"), .problem, socket, mend: "apt-get install -y docker.io")
            #expect(FileManager.default.createFile(atPath: socket, contents: nil))
            expect(try await fixture.finding("docker"), .problem, socket, mend: "systemctl restart docker")
            fixture.probes.engine.sight = { throw DockerError.unsupportedVersion(engine: "1.39") }
            expect(try await fixture.finding("docker"), .problem, "1.39", mend: "20.10")
            fixture.probes.engine.sight = { throw DockerError.unsupportedVersion(engine: "1.60", minimum: "1.53") }
            expect(try await fixture.finding("docker"), .problem, "1.53 to 1.60", mend: "a newer nicompute")
            fixture.probes.engine = EngineProbe(unusable: DockerError.unsupportedHost("tcp://1.2.3.4"))
            expect(try await fixture.finding("docker"), .problem, "tcp://1.2.3.4", mend: "export DOCKER_HOST=unix://")
            expect(try await fixture.finding("container"), .warning, "not checked")
        }
    }

    @Test("A missing base image is pulled with the command that is named")
    func image() async throws {
        try await DoctorFixture.with { fixture in
            fixture.probes.engine.hasBaseImage = { false }
            expect(try await fixture.finding("base-image"), .problem, "base:1", mend: "docker pull base:1")
            expect(try await fixture.finding("container"), .warning, "not checked: the base image is missing")
        }
    }

    @Test("An engine that runs no containers is a problem with its own words")
    func container() async throws {
        try await DoctorFixture.with { fixture in
            fixture.probes.engine.runsContainers = { throw MinerProblem.engine("no space left on device") }
            expect(try await fixture.finding("container"), .problem, "no space left", mend: "journalctl -u docker")
        }
    }

    @Test("Containers without NumPy are warned about")
    func noNumPy() async throws {
        try await DoctorFixture.with { fixture in
            fixture.probes.engine.hasNumPy = { false }
            expect(try await fixture.finding("container"), .warning, "NumPy", mend: "--miner.base-image")
        }
    }

    @Test("A machine without a GPU is warned about, and needs no runtime for one")
    func noGPU() async throws {
        try await DoctorFixture.with { fixture in
            fixture.probes.gpus = { GPUReport(problem: "nvidia-smi: no driver") }
            fixture.probes.engine.sight = { Self.sight(runtimes: []) }
            expect(
                try await fixture.finding("gpu"), .warning, "without a GPU: nvidia-smi: no driver",
                mend: "NVIDIA driver")
        }
    }

    @Test("GPUs without the engine's runtime are a problem")
    func noRuntime() async throws {
        try await DoctorFixture.with { fixture in
            fixture.probes.engine.sight = { Self.sight(runtimes: ["runc"]) }
            expect(
                try await fixture.finding("gpu"), .problem, "2 x NVIDIA A100",
                mend: "nvidia-ctk runtime configure --runtime=docker")
        }
    }

    @Test(
        "A toolkit through which renters take over the host is warned about",
        arguments: [
            ("1.17.8", DoctorVerdict.ok), ("1.17.10", .ok), ("1.18.0-rc.2", .ok), ("2.0", .ok), ("1.17.7", .warning),
            ("1.9.9", .warning), ("1.14.6", .warning),
        ])
    func toolkit(version: String, verdict: DoctorVerdict) async throws {
        try await DoctorFixture.with { fixture in
            let said = ToolkitVersion(output: "NVIDIA Container Toolkit CLI version \(version)\ncommit: a1.2b\n")
            #expect(said != nil)
            fixture.probes.toolkit = { said }
            expect(
                try await fixture.finding("gpu"), verdict, verdict == .ok ? "Toolkit" : "CVE-2025-23266",
                mend: verdict == .ok ? nil : "--only-upgrade nvidia-container-toolkit")
        }
    }

    @Test(
        "Output that names no version is none",
        arguments: ["", "command not found", "v1", "version 1..x", "...", "99999999999999999999.1"])
    func noVersion(output: String) async throws {
        #expect(ToolkitVersion(output: output) == nil)
        try await DoctorFixture.with { fixture in
            fixture.probes.toolkit = { ToolkitVersion(output: output) }
            expect(try await fixture.finding("gpu"), .warning, "not known", mend: "1.17.8")
        }
    }

    private static func sight(runtimes: Set<String>) -> EngineProbe.Sight {
        EngineProbe.Sight(version: "27", apiVersion: "1.43", runtimes: runtimes, dataRoot: "/")
    }
}
