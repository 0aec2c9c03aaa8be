/// What a miner says its machine has: the typed columns kept beside the JSON of `miner_details`.
package struct Machine: Sendable, Equatable {
    /// The ss58 address of the miner.
    package var hotkey: String
    package var cpuCount: Int
    /// The name of the first GPU in lower case; "" for a machine without GPU.
    package var gpuName: String
    /// Memory of all GPUs together, in MB as reported.
    package var gpuCapacity: Double
    package var gpuCount: Int
    /// Bytes.
    package var ramAvailable: Int64
    /// Bytes.
    package var ramTotal: Int64
    /// Bytes.
    package var diskFree: Int64
    /// Bytes.
    package var diskTotal: Int64

    package init(
        hotkey: String, cpuCount: Int, gpuName: String, gpuCapacity: Double, gpuCount: Int, ramAvailable: Int64,
        ramTotal: Int64, diskFree: Int64, diskTotal: Int64
    ) {
        self.hotkey = hotkey
        self.cpuCount = cpuCount
        self.gpuName = gpuName
        self.gpuCapacity = gpuCapacity
        self.gpuCount = gpuCount
        self.ramAvailable = ramAvailable
        self.ramTotal = ramTotal
        self.diskFree = diskFree
        self.diskTotal = diskTotal
    }
}
