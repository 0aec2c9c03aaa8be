import MinerNode
import Testing

@Suite("Processor of the machine")
struct CPUReadingTests {
    private func reading(_ files: [String: String]) async throws -> CPUReading {
        try await Scratch.with { scratch in
            for (name, text) in files { try scratch.write(name, text) }
            return CPUReading(KernelFiles(root: scratch.path))
        }
    }

    @Test("Threads of one core are one, and equal cores of two sockets are two")
    func dualSocket() async throws {
        #expect(
            try await reading(["proc/cpuinfo": KernelText.dualSocket]) == CPUReading(cores: 8, megahertz: 2_500.15))
    }

    @Test("Where the kernel does not tell cores the processors count")
    func virtualMachine() async throws {
        #expect(
            try await reading(["proc/cpuinfo": KernelText.virtualMachine]) == CPUReading(cores: 6, megahertz: 2_445.406)
        )
    }

    @Test("A processor without a clock has none")
    func arm() async throws {
        #expect(try await reading(["proc/cpuinfo": KernelText.arm]) == CPUReading(cores: 4, megahertz: nil))
    }

    @Test("An ARM machine's cores and highest clock are where its kernel has them")
    func armTopology() async throws {
        var files = ["proc/cpuinfo": KernelText.arm, "sys/devices/system/cpu/cpuidle/current_driver": "none\n"]
        for number in 0..<4 {
            let directory = "sys/devices/system/cpu/cpu\(number)"
            files["\(directory)/topology/core_id"] = "\(number / 2)\n"
            files["\(directory)/topology/physical_package_id"] = "0\n"
            files["\(directory)/cpufreq/cpuinfo_max_freq"] = "\(2_000_000 + number * 250_000)\n"
        }
        #expect(try await reading(files) == CPUReading(cores: 2, megahertz: 2_750))
    }

    @Test("The highest clock that is possible is told, not the one of the moment")
    func highest() async throws {
        let files = [
            "proc/cpuinfo": KernelText.dualSocket, "sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq": "3900000\n",
            "sys/devices/system/cpu/cpu1/cpufreq/cpuinfo_max_freq": "nonsense",
        ]
        #expect(try await reading(files) == CPUReading(cores: 8, megahertz: 3_900))
    }

    @Test("A text that was cut off anywhere is read without harm, and never has more cores than the whole")
    func truncated() async throws {
        let text = KernelText.dualSocket
        for length in stride(from: 0, to: text.utf8.count, by: 97) {
            let part = String(decoding: text.utf8.prefix(length), as: UTF8.self)
            #expect(try await reading(["proc/cpuinfo": part]).cores <= 8)
        }
    }

    @Test(
        "What is no description of a processor says nothing",
        arguments: ["", ":::\n:\n", "processor\n", "processor: many\ncpu MHz: nan\n", "cpu MHz : 3000\n"])
    func nonsense(_ text: String) async throws {
        #expect(try await reading(["proc/cpuinfo": text]) == CPUReading(cores: 0, megahertz: nil))
    }

    @Test("Clocks that are no numbers of MHz are none", arguments: ["nan", "inf", "-1", "0", "", "1e999"])
    func nonsenseClock(_ clock: String) async throws {
        #expect(try await reading(["proc/cpuinfo": "processor: 0\ncpu MHz: \(clock)\n"]) == CPUReading(cores: 1))
    }

    @Test("Without any file nothing is known")
    func nothing() async throws {
        #expect(try await reading([:]) == CPUReading(cores: 0, megahertz: nil))
    }

    @Test("This machine has a core")
    func thisMachine() {
        #expect(CPUReading(KernelFiles()).cores > 0)
    }
}
