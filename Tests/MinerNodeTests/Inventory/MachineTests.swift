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

    @Test("What is read of this machine is more than nothing")
    func thisMachine() async throws {
        try await Scratch.with { scratch in
            let reader = MachineReader(dataDirectory: scratch.path, gpus: [.init(name: "A", capacity: 1)])
            let machine = reader.read()
            #expect(machine.cpuCount > 0)
            #expect(machine.ramAvailable > 0)
            #expect(machine.diskFree > 0)
            #expect(machine.gpus == [.init(name: "A", capacity: 1)])
        }
    }

    @Test("The disk is the engine's, and the miner's own where the engine's is not of this machine")
    func engineDisk() async throws {
        try await Scratch.with { scratch in
            func free(_ engine: String?, _ data: String) -> Int {
                MachineReader(dataDirectory: data, engineDirectory: engine, gpus: []).read().diskFree
            }
            #expect(free(scratch.path, "/nonexistent/data") > 0)
            #expect(free("/nonexistent/engine", scratch.path) > 0)
            #expect(free(nil, scratch.path) > 0)
            #expect(free("/nonexistent/engine", "/nonexistent/data") == 0)
        }
    }

    @Test("Where the data directory is gone no disk is free")
    func noDirectory() {
        #expect(MachineReader(dataDirectory: "/nonexistent/data", gpus: []).read().diskFree == 0)
    }
}
