extension HardwareSpecs {
    /// One line for people: cores, memory, free disk, GPUs.
    package var summary: String {
        let size =
            "\(cpu.count) cores, \(Self.gigabytes(ram.total)) GB memory, \(Self.gigabytes(hardDisk.free)) GB free"
        guard let first = gpu.details.first else { return size + ", no GPU" }
        return size + ", \(gpu.count) x \(first.name) (\(gpu.capacity >> 10) GB)"
    }

    private static func gigabytes(_ bytes: Int) -> Int { bytes >> 30 }
}
