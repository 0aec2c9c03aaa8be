package import JSON

extension Machine {
    /// The whole numbers up to here are exact in JSON, and sums over all miners do not overflow.
    private static let largest = 9_007_199_254_740_992.0

    /// The machine that a miner's specs tell, in `miner_details` or in its run of the shared state; nil when its cpu,
    /// ram or disk is missing or any figure is no usable number.
    ///
    /// A machine without GPU is one, too.
    package init?(hotkey: String, specs: JSONValue) {
        guard let cpus = Self.count(specs["cpu"]?["count"]), let ram = specs["ram"], let disk = specs["hard_disk"],
            let available = Self.bytes(ram["available"]), let total = Self.bytes(ram["total"]),
            let free = Self.bytes(disk["free"]), let size = Self.bytes(disk["total"]),
            let gpus = Self.gpus(specs["gpu"])
        else { return nil }
        self.init(
            hotkey: hotkey, cpuCount: cpus, gpuName: "", gpuCapacity: 0, gpuCount: 0, ramAvailable: available,
            ramTotal: total, diskFree: free, diskTotal: size)
        guard gpus > 0 else { return }
        guard let name = specs["gpu"]?["details"]?[0]?["name"]?.text, let capacity = specs["gpu"]?["capacity"]?.number,
            (0...Self.largest).contains(capacity)
        else { return nil }
        gpuName = name.lowercased()
        gpuCapacity = capacity
        gpuCount = gpus
    }

    /// How many there are; nil for what says no number.
    private static func gpus(_ value: JSONValue?) -> Int? {
        switch value {
        case nil, .null: return 0
        case .object(let members):
            let number = members["count"] ?? .null
            return number.isNull ? 0 : count(number)
        default: return nil
        }
    }

    private static func count(_ value: JSONValue?) -> Int? {
        guard let number = value?.number, (0...1_000_000).contains(number) else { return nil }
        return Int(number)
    }

    private static func bytes(_ value: JSONValue?) -> Int64? {
        guard let number = value?.number, (0...largest).contains(number) else { return nil }
        return Int64(number)
    }
}
