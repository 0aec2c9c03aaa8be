import Chain
import Keys
import Market
import Store
import Testing
import Wire

@testable import AllocationAPI

@Suite struct CandidatesTests {
    private static let hotkeys = (0..<12).map { _ in Keypair.generate().account }

    private func miners(_ count: Int) -> [String: MinerDirectory.Entry] {
        Self.hotkeys.prefix(count).enumerated().reduce(into: [:]) { entries, hotkey in
            entries[hotkey.element.ss58] = MinerDirectory.Entry(
                target: AxonTarget(hotkey: hotkey.element, ip: "127.0.0.1", port: 1), version: 190,
                uid: UInt16(hotkey.offset))
        }
    }

    private func machine(_ position: Int, _ change: (inout Machine) -> Void = { _ in }) -> Machine {
        Machine.good(Self.hotkeys[position].ss58).with(change)
    }

    private func requirement(_ gpu: DeviceRequirement.GPU?) -> DeviceRequirement {
        DeviceRequirement(cpuCount: 16, gpu: gpu, diskBytes: 500 << 30, ramBytes: 64 << 30)
    }

    private func candidates(
        _ machines: [Machine], gpu: DeviceRequirement.GPU? = .init(count: 1, capacity: 80_000, type: "h100")
    ) -> Candidates {
        let records = MarketRecords(machines: machines)
        return Candidates(in: records, for: requirement(gpu), miners: miners(12), penalized: [])
    }

    @Test("A machine that has just what is asked for qualifies")
    func equal() {
        let found = candidates([machine(0)])
        #expect(found.all.map(\.gpuName) == ["nvidia h100 80gb"])
        #expect(found.counts.removed.isEmpty)
    }

    static let shortages: [(CandidateCounts.Requirement, @Sendable (inout Machine) -> Void)] = [
        (.gpuType, { $0.gpuName = "nvidia a100" }),
        (.gpuType, { $0.gpuName = "" }),
        (.gpuMemory, { $0.gpuCapacity = 80_000 }),
        (.gpuCount, { $0.gpuCount = 0 }),
        (.cpu, { $0.cpuCount = 15 }),
        (.ram, { $0.ramAvailable -= 1 }),
        (.disk, { $0.diskFree -= 1 }),
    ]

    @Test("A machine that falls short in one thing is counted for it", arguments: shortages.indices)
    func shortage(_ index: Int) {
        let (expected, change) = Self.shortages[index]
        let found = candidates([machine(0, change)])
        #expect(found.all.isEmpty)
        #expect(found.counts.removed == [expected: 1])
    }

    @Test("Without a GPU asked for, machines with and without one qualify")
    func withoutGPU() {
        let found = candidates(
            [machine(0), machine(1) { ($0.gpuName, $0.gpuCapacity, $0.gpuCount) = ("", 0, 0) }], gpu: nil)
        #expect(found.all.count == 2)
    }

    @Test("Any GPU is enough where no type is named, and a GPU it must be")
    func anyGPU() {
        let found = candidates(
            [machine(0), machine(1) { ($0.gpuName, $0.gpuCapacity, $0.gpuCount) = ("", 0, 0) }],
            gpu: .init(count: 1, capacity: 3_000, type: ""))
        #expect(found.all.map(\.miner.uid) == [0])
        #expect(found.counts.removed == [.gpuMemory: 1])
    }

    @Test("Each machine counts once, for the first thing in the way, and the text says how many each removed")
    func text() {
        let records = MarketRecords(
            machines: [
                machine(0) { $0.hotkey = "5Unregistered" },
                machine(1) { $0.gpuName = "nvidia a100" },
                machine(2) { ($0.gpuName, $0.cpuCount) = ("nvidia a100", 1) },
                machine(3) { $0.gpuCapacity = 1 },
                machine(4), machine(5) { $0.gpuName = "nvidia a100" }, machine(6), machine(7),
            ],
            blacklist: [Self.hotkeys[4].ss58], taken: [Self.hotkeys[6].ss58])
        var counts = Candidates(
            in: records, for: requirement(.init(count: 1, capacity: 80_000, type: "H100")), miners: miners(12),
            penalized: [Self.hotkeys[5].ss58]
        ).counts
        #expect(
            counts.text
                == "8 miners: metagraph 1, not penalised 2, gpu type 2, gpu memory 1, not rented 1, free 0")
        counts.free = 1
        #expect(counts.text.hasSuffix("free 1, provisioned 0"))
        let plain = CandidateCounts(total: 412, removed: [.gpuType: 37, .gpuMemory: 31])
        #expect(plain.text == "412 miners: gpu type 37, gpu memory 31, free 0")
    }
}
