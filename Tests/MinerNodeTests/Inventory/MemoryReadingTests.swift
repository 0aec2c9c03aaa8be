import MinerNode
import Testing

@Suite("Memory and disk of the machine")
struct MemoryReadingTests {
    private func reading(_ text: String?) async throws -> MemoryReading {
        try await Scratch.with { scratch in
            if let text { try scratch.write("proc/meminfo", text) }
            return MemoryReading(KernelFiles(root: scratch.path))
        }
    }

    @Test("Sizes are bytes; what the kernel keeps for nobody is not used")
    func sizes() async throws {
        let memory = try await reading(KernelText.memory)
        #expect(memory.total == 263_849_916 * 1_024)
        #expect(memory.free == 100_000_000 * 1_024)
        #expect(memory.available == 200_000_000 * 1_024)
        #expect(memory.used == 67_849_916 * 1_024)
        #expect(memory.swapTotal == 8_388_604 * 1_024)
        #expect(memory.swapFree == 8_000_000 * 1_024)
        #expect(memory.swapUsed == 388_604 * 1_024)
    }

    @Test("A kernel that does not estimate what is available has what is free")
    func oldKernel() async throws {
        #expect(try await reading("MemTotal: 100 kB\nMemFree: 40 kB\n").available == 40 * 1_024)
    }

    @Test(
        "What is no description of a memory says nothing",
        arguments: [
            nil, "", "MemTotal", "MemTotal: \n", "MemTotal: 12", "MemTotal: -5 kB\n",
            "MemTotal: 99999999999999999999 kB\n",
            "MemTotal: 9223372036854775807 kB\n", "MemTotal: 5 MB\n",
        ])
    func nonsense(_ text: String?) async throws {
        #expect(try await reading(text) == MemoryReading())
    }

    @Test("Numbers that contradict each other stay within the total")
    func contradiction() async throws {
        let memory = try await reading(
            "MemTotal: 10 kB\nMemFree: 50 kB\nMemAvailable: 99 kB\nCached: 70 kB\nSwapTotal: 1 kB\nSwapFree: 2 kB\n")
        #expect(memory.free == 10_240)
        #expect(memory.available == 10_240)
        #expect(memory.used == 0)
        #expect(memory.swapUsed == 0)
    }

    @Test("This machine has memory and a disk")
    func thisMachine() async throws {
        let memory = MemoryReading(KernelFiles())
        #expect(memory.total > 0)
        #expect((1...memory.total).contains(memory.available))
        #expect((1...memory.total).contains(memory.used))
        try await Scratch.with { scratch in
            let disk = DiskSpace(of: scratch.path)
            #expect(disk.total > 0)
            #expect(disk.free <= disk.total)
            #expect(disk.used <= disk.total)
        }
    }

    @Test("A directory that is not there has no disk")
    func noDirectory() {
        #expect(DiskSpace(of: "/nonexistent/directory") == DiskSpace())
    }
}
