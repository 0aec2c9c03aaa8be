import Store

extension Machine {
    /// A machine with one GPU of 80 GB and plenty of everything.
    static func good(_ hotkey: String) -> Machine {
        Machine(
            hotkey: hotkey, cpuCount: 16, gpuName: "nvidia h100 80gb", gpuCapacity: 81_559, gpuCount: 1,
            ramAvailable: 64 << 30, ramTotal: 128 << 30, diskFree: 500 << 30, diskTotal: 1_000 << 30)
    }

    /// The same machine, but for what `change` does.
    func with(_ change: (inout Machine) -> Void) -> Machine {
        var machine = self
        change(&machine)
        return machine
    }
}

extension FlakyStore {
    /// A store in which every miner has a good machine; scores by their positions.
    static func market(_ hotkeys: [String], scores: [Double] = [], blacklist: Set<Int> = []) -> FlakyStore {
        FlakyStore(
            MemoryStore(
                blacklist: Set(blacklist.map { hotkeys[$0] }), machines: hotkeys.map(Machine.good),
                scores: Dictionary(zip(hotkeys, scores)) { first, _ in first }))
    }
}
