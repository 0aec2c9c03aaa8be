import Market
import MinerNode
import Testing

@Suite struct MachineTests {
    private static let machine = Machine(
        cpuCount: 4, ramAvailable: 8 << 30, diskFree: 100 << 30,
        gpus: [.init(name: "NVIDIA A100", capacity: 40_000), .init(name: "NVIDIA A100", capacity: 40_000)])

    @Test(
        "A requirement that the machine meets exactly is met",
        arguments: [
            DeviceRequirement(), .init(cpuCount: 4, diskBytes: 100 << 30, ramBytes: 8 << 30),
            .init(gpu: .init(count: 2, capacity: 80_000, type: "a100")),
            .init(gpu: .init(count: 9, capacity: 0, type: "")), .anyMachine,
        ])
    func met(_ requirement: DeviceRequirement) {
        #expect(Self.machine.shortage(of: requirement) == nil)
    }

    @Test(
        "What is missing is named",
        arguments: [
            (DeviceRequirement(cpuCount: 5), "4 CPU cores"),
            (.init(ramBytes: 8 << 30 | 1), "8192 MiB of memory available"),
            (.init(diskBytes: Int.max), "102400 MiB of disk free"),
            (.init(gpu: .init(count: 1, capacity: 0, type: "h100")), "0 fitting GPUs"),
            (.init(gpu: .init(count: 3, capacity: 1, type: "A100")), "2 fitting GPUs"),
            (.init(gpu: .init(count: 1, capacity: 80_001, type: "")), "80000 MB of GPU memory"),
        ])
    func missing(_ requirement: DeviceRequirement, _ shortage: String) {
        #expect(Self.machine.shortage(of: requirement) == shortage)
    }

    @Test("A machine without a GPU is rented by hotkey, and not to who wants one")
    func withoutGPU() {
        #expect(Machine.roomy.shortage(of: .anyMachine) == nil)
        #expect(Machine.roomy.shortage(of: .init(gpu: .init(count: 0, capacity: 1, type: ""))) == "0 fitting GPUs")
    }

    @Test(
        "What nvidia-smi prints becomes GPUs, and its complaints do not",
        arguments: [
            ("NVIDIA H100 80GB HBM3, 81559\n", [Machine.GPU(name: "NVIDIA H100 80GB HBM3", capacity: 81_559)]),
            ("A, B, 12\nC, 7", [.init(name: "A, B", capacity: 12), .init(name: "C", capacity: 7)]),
            ("No devices were found\n", []), ("", []), ("NVIDIA H100, [N/A]\n", []),
            ("x, 99999999999999999999999\n", []),
        ])
    func query(_ text: String, _ gpus: [Machine.GPU]) {
        #expect(GPUQuery.parse(text) == gpus)
    }

    @Test("Without nvidia-smi in PATH there are no GPUs")
    func noTool() async {
        #expect(await GPUQuery.run(path: "/nonexistent:").isEmpty)
    }
}
