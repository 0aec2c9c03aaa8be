import JSON

/// What a miner's machine has, in a line; whatever nodes wrote there.
enum SpecsSummary {
    /// Empty when nothing of it can be understood.
    static func text(_ specs: JSONValue?) -> String {
        guard let specs else { return "" }
        return [gpu(specs["gpu"]), cpu(specs["cpu"]), ram(specs["ram"])].compactMap { $0 }.joined(separator: ", ")
    }

    private static func gpu(_ gpu: JSONValue?) -> String? {
        guard let gpu, let count = gpu["count"]?.integer, count > 0 else { return nil }
        let name = ShortText.cut(gpu["details"]?[0]?["name"]?.text ?? "GPU", to: 40)
        // In MiB, of one card, as NVML says it.
        let memory = (gpu["details"]?[0]?["capacity"]?.number).map { ShortText.gibibytes($0 * Double(1 << 20)) }
        return "\(count) × \(name)" + (memory.map { " \($0)" } ?? "")
    }

    private static func cpu(_ cpu: JSONValue?) -> String? {
        guard let count = cpu?["count"]?.integer, count > 0 else { return nil }
        return "\(count) CPU"
    }

    private static func ram(_ ram: JSONValue?) -> String? {
        guard let bytes = ram?["total"]?.number, bytes > 0 else { return nil }
        return "\(ShortText.gibibytes(bytes)) RAM"
    }
}
