package import JSON

/// The JSON of the shared state and of the answer to ``Specs``; names as the Python program writes them.
extension HardwareSpecs {
    /// What `json` says of the machine: members that are absent, or of a type they cannot have, are not known.
    /// - Throws: ``JSONMembers/WrongType`` when `json` is no object at all.
    package init(json: JSONValue) throws(JSONMembers.WrongType) {
        guard case .object = json else { throw JSONMembers.WrongType(name: "") }
        self.init(
            cpu: CPU(json["cpu"] ?? .null), gpu: GPUs(json["gpu"] ?? .null), hardDisk: Disk(json["hard_disk"] ?? .null),
            ram: RAM(json["ram"] ?? .null), hasDocker: json["has_docker"]?.bool ?? false)
    }

    /// All that is known.
    package var members: [String: JSONValue] {
        ["cpu": cpu.json, "gpu": gpu.json, "hard_disk": hardDisk.json, "ram": ram.json, "has_docker": .bool(hasDocker)]
    }

    /// ``members`` as an object.
    package var json: JSONValue { .object(members) }
}

extension HardwareSpecs.CPU {
    fileprivate init(_ json: JSONValue) {
        self.init(count: json.amount("count") ?? 0, frequency: json.rate("frequency"))
    }

    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = ["count": .integer(Int64(count))]
        members["frequency"] = frequency.map { .number($0) }
        return .object(members)
    }
}

extension HardwareSpecs.GPU {
    fileprivate init?(_ json: JSONValue) {
        guard case .object = json else { return nil }
        self.init(name: json["name"]?.text ?? "", capacity: json.amount("capacity") ?? 0)
    }

    fileprivate var json: JSONValue {
        .object(["name": .text(name), "capacity": .integer(Int64(capacity))])
    }
}

extension HardwareSpecs.GPUs {
    fileprivate init(_ json: JSONValue) {
        self.init(
            count: json.amount("count") ?? 0, capacity: json.amount("capacity") ?? 0,
            details: (json["details"]?.list ?? []).compactMap { HardwareSpecs.GPU($0) },
            graphicsSpeed: json.amount("graphics_speed"), memorySpeed: json.amount("memory_speed"))
    }

    /// Without a GPU there are no clocks, whatever the fields say.
    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = [
            "count": .integer(Int64(count)), "capacity": .integer(Int64(capacity)),
            "details": .list(details.map(\.json)),
        ]
        if count > 0 {
            members["graphics_speed"] = graphicsSpeed.map { .integer(Int64($0)) }
            members["memory_speed"] = memorySpeed.map { .integer(Int64($0)) }
        }
        return .object(members)
    }
}

extension HardwareSpecs.Disk {
    fileprivate init(_ json: JSONValue) {
        self.init(
            total: json.amount("total") ?? 0, free: json.amount("free") ?? 0, used: json.amount("used") ?? 0,
            readSpeed: json.rate("read_speed"), writeSpeed: json.rate("write_speed"))
    }

    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = [
            "total": .integer(Int64(total)), "free": .integer(Int64(free)), "used": .integer(Int64(used)),
        ]
        members["read_speed"] = readSpeed.map { .number($0) }
        members["write_speed"] = writeSpeed.map { .number($0) }
        return .object(members)
    }
}

extension HardwareSpecs.RAM {
    fileprivate init(_ json: JSONValue) {
        self.init(
            total: json.amount("total") ?? 0, available: json.amount("available") ?? 0, used: json.amount("used") ?? 0,
            free: json.amount("free") ?? 0, swapTotal: json.amount("swap_total") ?? 0,
            swapUsed: json.amount("swap_used") ?? 0, swapFree: json.amount("swap_free") ?? 0,
            readSpeed: json.rate("read_speed"), writeSpeed: json.rate("write_speed"))
    }

    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = [
            "total": .integer(Int64(total)), "available": .integer(Int64(available)), "used": .integer(Int64(used)),
            "free": .integer(Int64(free)), "swap_total": .integer(Int64(swapTotal)),
            "swap_used": .integer(Int64(swapUsed)), "swap_free": .integer(Int64(swapFree)),
        ]
        members["read_speed"] = readSpeed.map { .number($0) }
        members["write_speed"] = writeSpeed.map { .number($0) }
        return .object(members)
    }
}
