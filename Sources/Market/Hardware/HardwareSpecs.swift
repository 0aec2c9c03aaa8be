/// What a machine is made of, as its miner publishes it.
///
/// Nil stands for what is not known; it is left out of the JSON.
package struct HardwareSpecs: Sendable, Equatable {
    package struct CPU: Sendable, Equatable {
        /// Physical cores.
        package var count: Int
        /// The highest that is known, in MHz.
        package var frequency: Double?

        package init(count: Int = 0, frequency: Double? = nil) {
            self.count = count
            self.frequency = frequency
        }
    }

    /// One GPU.
    package struct GPU: Sendable, Equatable {
        package var name: String
        /// Memory in MB, of 2^20 bytes as the driver counts them.
        package var capacity: Int

        package init(name: String = "", capacity: Int = 0) {
            self.name = name
            self.capacity = capacity
        }
    }

    /// All GPUs together.
    package struct GPUs: Sendable, Equatable {
        package var count: Int
        /// Memory of all in MB.
        package var capacity: Int
        package var details: [GPU]
        /// The highest clock of the processors in MHz.
        package var graphicsSpeed: Int?
        /// The highest clock of the memory in MHz.
        package var memorySpeed: Int?

        package init(
            count: Int = 0, capacity: Int = 0, details: [GPU] = [], graphicsSpeed: Int? = nil, memorySpeed: Int? = nil
        ) {
            self.count = count
            self.capacity = capacity
            self.details = details
            self.graphicsSpeed = graphicsSpeed
            self.memorySpeed = memorySpeed
        }

        /// The sum of `details`.
        package init(_ details: [GPU], graphicsSpeed: Int? = nil, memorySpeed: Int? = nil) {
            let capacity = details.reduce(0) { sum, gpu in
                let (sum, overflow) = sum.addingReportingOverflow(gpu.capacity)
                return overflow ? Int.max : sum
            }
            self.init(
                count: details.count, capacity: capacity, details: details, graphicsSpeed: graphicsSpeed,
                memorySpeed: memorySpeed)
        }
    }

    /// The file system of the miner's data: bytes, and MB (of 10^6 bytes) per second.
    package struct Disk: Sendable, Equatable {
        package var total: Int
        package var free: Int
        package var used: Int
        package var readSpeed: Double?
        package var writeSpeed: Double?

        package init(
            total: Int = 0, free: Int = 0, used: Int = 0, readSpeed: Double? = nil, writeSpeed: Double? = nil
        ) {
            self.total = total
            self.free = free
            self.used = used
            self.readSpeed = readSpeed
            self.writeSpeed = writeSpeed
        }
    }

    /// The memory: bytes, and MB (of 10^6 bytes) per second.
    package struct RAM: Sendable, Equatable {
        package var total: Int
        package var available: Int
        package var used: Int
        package var free: Int
        package var swapTotal: Int
        package var swapUsed: Int
        package var swapFree: Int
        package var readSpeed: Double?
        package var writeSpeed: Double?

        package init(
            total: Int = 0, available: Int = 0, used: Int = 0, free: Int = 0, swapTotal: Int = 0, swapUsed: Int = 0,
            swapFree: Int = 0, readSpeed: Double? = nil, writeSpeed: Double? = nil
        ) {
            self.total = total
            self.available = available
            self.used = used
            self.free = free
            self.swapTotal = swapTotal
            self.swapUsed = swapUsed
            self.swapFree = swapFree
            self.readSpeed = readSpeed
            self.writeSpeed = writeSpeed
        }
    }

    package var cpu: CPU
    package var gpu: GPUs
    package var hardDisk: Disk
    package var ram: RAM
    package var hasDocker: Bool

    package init(
        cpu: CPU = CPU(), gpu: GPUs = GPUs(), hardDisk: Disk = Disk(), ram: RAM = RAM(), hasDocker: Bool = false
    ) {
        self.cpu = cpu
        self.gpu = gpu
        self.hardDisk = hardDisk
        self.ram = ram
        self.hasDocker = hasDocker
    }
}
