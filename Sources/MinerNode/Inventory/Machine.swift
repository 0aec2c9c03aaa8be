package import Market

/// The hardware of this machine as far as a rental's requirement asks for it.
package struct Machine: Sendable, Equatable {
    /// One GPU.
    package struct GPU: Sendable, Equatable {
        package var name: String
        /// Memory in MB.
        package var capacity: Int

        package init(name: String, capacity: Int) {
            self.name = name
            self.capacity = capacity
        }
    }

    package var cpuCount: Int
    /// Bytes that programs can still get.
    package var ramAvailable: Int
    /// Bytes free where the engine keeps its data, which is what a renter gets.
    package var diskFree: Int
    package var gpus: [GPU]

    package init(cpuCount: Int, ramAvailable: Int, diskFree: Int, gpus: [GPU]) {
        self.cpuCount = cpuCount
        self.ramAvailable = ramAvailable
        self.diskFree = diskFree
        self.gpus = gpus
    }

    /// What of `requirement` this machine does not have, in words; nil when it has all of it.
    ///
    /// A requirement is a minimum, not a limit. A GPU without type and capacity asks for nothing in particular: that is
    /// what `allocate_hotkey` sends to every machine, those without a GPU included.
    package func shortage(of requirement: DeviceRequirement) -> String? {
        if cpuCount < requirement.cpuCount { return "\(cpuCount) CPU cores" }
        if ramAvailable < requirement.ramBytes { return "\(ramAvailable >> 20) MiB of memory available" }
        if diskFree < requirement.diskBytes { return "\(diskFree >> 20) MiB of disk free" }
        guard let wish = requirement.gpu, wish.capacity > 0 || !wish.type.isEmpty else { return nil }
        let fitting = gpus.filter { wish.type.isEmpty || $0.name.lowercased().contains(wish.type.lowercased()) }
        if fitting.count < max(1, wish.count) { return "\(fitting.count) fitting GPUs" }
        let capacity = fitting.reduce(0) { $0 + $1.capacity }
        return capacity < wish.capacity ? "\(capacity) MB of GPU memory" : nil
    }
}
