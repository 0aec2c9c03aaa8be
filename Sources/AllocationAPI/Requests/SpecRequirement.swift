import JSON
import Market

/// The `DeviceRequirement` of the REST API: what `allocate_spec` is asked for.
struct SpecRequirement: Sendable, Equatable {
    /// As it is sent to miners.
    let device: DeviceRequirement
    /// Days of the rental.
    let days: Int

    /// Gigabytes that may be asked for: more than there are, and few enough for every sum.
    private static let most: Int64 = 1_000_000
    private static let longestType = 128

    /// The requirement in `members`; absent and null ones take the defaults of the API.
    /// - Throws: ``APIProblem`` 422 with every member that cannot be used.
    init(_ members: [String: JSONValue]) throws(APIProblem) {
        var problems: [(field: String, message: String)] = []
        func read<V>(_ name: String, _ fallback: V, _ convert: (JSONValue) throws(LaxValue.Wrong) -> V) -> V {
            guard let value = members[name], !value.isNull else { return fallback }
            do throws(LaxValue.Wrong) {
                return try convert(value)
            } catch {
                problems.append((name, error.message))
                return fallback
            }
        }
        func integer(_ name: String, _ fallback: Int64, _ range: ClosedRange<Int64>) -> Int {
            Int(read(name, fallback) { value throws(LaxValue.Wrong) in try LaxValue.integer(value, range) })
        }
        let cpus = integer("cpu_count", 1, 1...Self.most)
        let type = read("gpu_type", "gpu") { value throws(LaxValue.Wrong) in
            let text = try LaxValue.text(value)
            guard text.utf8.count <= Self.longestType else {
                throw LaxValue.Wrong(message: "String should have at most \(Self.longestType) characters")
            }
            return text.lowercased()
        }
        let size = integer("gpu_size", 3, 0...Self.most)
        let ram = integer("ram", 1, 0...Self.most)
        let disk = integer("hard_disk", 1, 0...Self.most)
        days = integer("timeline", 90, 1...3_650)
        // "gpu" means any; the protocol writes that as "".
        let gpu = DeviceRequirement.GPU(count: 1, capacity: size * 1_000, type: type == "gpu" ? "" : type)
        device = DeviceRequirement(
            cpuCount: cpus, gpu: type.isEmpty || size == 0 ? nil : gpu, diskBytes: disk << 30, ramBytes: ram << 30)
        guard problems.isEmpty else { throw .validation(problems) }
    }

    /// What is asked for, in one spelling.
    var meaning: JSONValue { .object(["device": device.json, "days": .integer(Int64(days))]) }
}
