/// Which machines a client wants to see; all of it optional, bounds belong to what they let through.
struct ResourceQuery: Sendable, Equatable {
    /// Bounds of a figure as it is shown; the lowest and the highest there is where nothing was asked for.
    struct Bounds<Figure: Comparable & Sendable>: Sendable, Equatable {
        var low: Figure
        var high: Figure

        func contain(_ figure: Figure) -> Bool { figure >= low && figure <= high }
    }

    /// A part of the GPU's name, in lower case.
    var gpuName: String?
    var cpuCount = Bounds(low: Int.min, high: Int.max)
    var gpuCapacity = anything
    /// Of what is free, whatever the parameter's name says.
    var hardDisk = anything
    var ram = anything

    private static let anything = Bounds(low: -Double.infinity, high: .infinity)
}

extension ResourceQuery {
    /// The filter of a request.
    /// - Throws: ``APIProblem`` 422, which names the field.
    init(_ parameters: Parameters) throws {
        gpuName = try parameters.text("gpu_name").map { $0.lowercased() }
        try Self.read("cpu_count", into: &cpuCount) { name in
            try parameters.integer(name, .min ... .max).map(Int.init(clamping:))
        }
        try Self.read("gpu_capacity", into: &gpuCapacity, parameters.number)
        try Self.read("hard_disk_total", into: &hardDisk, parameters.number)
        try Self.read("ram_total", into: &ram, parameters.number)
    }

    private static func read<Figure>(
        _ name: String, into bounds: inout Bounds<Figure>, _ figure: (String) throws -> Figure?
    ) throws {
        if let low = try figure("\(name)_min") { bounds.low = low }
        if let high = try figure("\(name)_max") { bounds.high = high }
    }
}
