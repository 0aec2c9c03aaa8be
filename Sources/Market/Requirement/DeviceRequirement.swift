/// The least hardware that a machine must have, as it travels in `Allocate.device_requirement`.
///
/// Shape: `{"cpu":{"count":Int},"gpu":{}|{"count":Int,"capacity":MB,"type":String},"hard_disk":{"capacity":bytes},
/// "ram":{"capacity":bytes},"testing":Bool?}`; an empty object asks for nothing.
package struct DeviceRequirement: Codable, Sendable, Equatable {
    /// CPU cores; 0 asks for none in particular.
    package var cpuCount: Int
    /// The wanted GPUs, or nil where the caller wants none.
    package var gpu: GPU?
    /// Bytes of free disk.
    package var diskBytes: Int
    /// Bytes of memory.
    package var ramBytes: Int
    /// True for a proof-of-GPU container.
    package var testing: Bool

    /// GPUs of a requirement.
    package struct GPU: Codable, Sendable, Equatable {
        package var count: Int
        /// Memory in MB, summed over the machine's GPUs.
        package var capacity: Int
        /// Part of the GPU's name in lower case; "" for any.
        package var type: String

        package init(count: Int, capacity: Int, type: String) {
            self.count = count
            self.capacity = capacity
            self.type = type
        }

        enum CodingKeys: String, CodingKey {
            case count
            case capacity
            case type
        }

        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            count = try container.integer(.count, default: 0)
            capacity = try container.integer(.capacity, default: 0)
            type = try container.text(.type)
        }
    }

    package init(cpuCount: Int = 0, gpu: GPU? = nil, diskBytes: Int = 0, ramBytes: Int = 0, testing: Bool = false) {
        self.cpuCount = cpuCount
        self.gpu = gpu
        self.diskBytes = diskBytes
        self.ramBytes = ramBytes
        self.testing = testing
    }

    /// What `allocate_hotkey` asks of the named machine: next to nothing, since the renter chose it.
    package static let anyMachine = DeviceRequirement(
        cpuCount: 1, gpu: GPU(count: 1, capacity: 0, type: ""), diskBytes: 1 << 30, ramBytes: 1 << 30)

    private enum CodingKeys: String, CodingKey {
        case cpu
        case gpu
        case hardDisk = "hard_disk"
        case ram
        case testing
    }

    private enum Measure: String, CodingKey {
        case count
        case capacity
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func measure(_ key: CodingKeys, _ field: Measure) throws -> Int {
            guard container.contains(key), try !container.decodeNil(forKey: key) else { return 0 }
            return try container.nestedContainer(keyedBy: Measure.self, forKey: key).integer(field, default: 0)
        }
        cpuCount = try measure(.cpu, .count)
        diskBytes = try measure(.hardDisk, .capacity)
        ramBytes = try measure(.ram, .capacity)
        testing = try container.flag(.testing, default: false)
        let wish = try container.decodeIfPresent(GPU.self, forKey: .gpu)
        // `{}` says "no GPU"; the Python CLI writes it for machines without one.
        gpu = wish == GPU(count: 0, capacity: 0, type: "") ? nil : wish
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        func put(_ key: CodingKeys, _ field: Measure, _ value: Int) throws {
            var nested = container.nestedContainer(keyedBy: Measure.self, forKey: key)
            try nested.encode(value, forKey: field)
        }
        try put(.cpu, .count, cpuCount)
        try put(.hardDisk, .capacity, diskBytes)
        try put(.ram, .capacity, ramBytes)
        if let gpu {
            try container.encode(gpu, forKey: .gpu)
        } else {
            _ = container.nestedContainer(keyedBy: Measure.self, forKey: .gpu)
        }
        if testing { try container.encode(true, forKey: .testing) }
    }
}
