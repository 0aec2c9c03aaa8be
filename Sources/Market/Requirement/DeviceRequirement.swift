package import JSON

/// The least hardware that a machine must have, as it travels in `Allocate.device_requirement`.
///
/// Shape: `{"cpu":{"count":Int},"gpu":{}|{"count":Int,"capacity":MB,"type":String},"hard_disk":{"capacity":bytes},
/// "ram":{"capacity":bytes},"testing":Bool?}`; an empty object asks for nothing.
package struct DeviceRequirement: Sendable, Equatable {
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
    package struct GPU: Sendable, Equatable {
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
}

extension DeviceRequirement: WireMessage {
    package init(members: JSONMembers) throws(JSONMembers.WrongType) {
        cpuCount = try members.object("cpu").integer("count", default: 0)
        diskBytes = try members.object("hard_disk").integer("capacity", default: 0)
        ramBytes = try members.object("ram").integer("capacity", default: 0)
        testing = try members.flag("testing", default: false)
        let wish = try members.object("gpu")
        let gpu = GPU(
            count: try wish.integer("count", default: 0), capacity: try wish.integer("capacity", default: 0),
            type: try wish.text("type"))
        // `{}` says "no GPU"; the Python CLI writes it for machines without one.
        self.gpu = gpu == GPU(count: 0, capacity: 0, type: "") ? nil : gpu
    }

    package var members: [String: JSONValue] {
        var members: [String: JSONValue] = [
            "cpu": .object(["count": .integer(Int64(cpuCount))]),
            "hard_disk": .object(["capacity": .integer(Int64(diskBytes))]),
            "ram": .object(["capacity": .integer(Int64(ramBytes))]), "gpu": .object([:]),
        ]
        if let gpu {
            members["gpu"] = .object([
                "count": .integer(Int64(gpu.count)), "capacity": .integer(Int64(gpu.capacity)),
                "type": .text(gpu.type),
            ])
        }
        if testing { members["testing"] = true }
        return members
    }
}
