/// The processor as the kernel describes it.
package struct CPUReading: Sendable, Equatable {
    /// Physical cores; the logical ones where the kernel does not tell which share a core. 0: not known.
    package var cores: Int
    /// MHz: the highest that the cores may have, else the highest that one has now; nil: not known, as on many ARM.
    package var megahertz: Double?

    package init(cores: Int, megahertz: Double? = nil) {
        self.cores = cores
        self.megahertz = megahertz
    }

    /// A core among those of all sockets.
    private struct Place: Hashable {
        var socket: String
        var core: String
    }

    /// What `proc/cpuinfo`, `sys/devices/system/cpu/*/topology` and `cpufreq` of `files` say.
    package init(_ files: KernelFiles) {
        let processors = Self.processors(files.text("proc/cpuinfo") ?? "")
        let directories = files.names("sys/devices/system/cpu").filter { name in
            name.hasPrefix("cpu") && name.dropFirst(3).allSatisfy(\.isNumber) && name != "cpu"
        }.map { "sys/devices/system/cpu/\($0)" }
        let named = Set(
            processors.compactMap { facts in
                facts["core id"].map { Place(socket: facts["physical id"] ?? "", core: $0) }
            })
        // ARM kernels name the cores only here.
        let placed = Set(
            directories.compactMap { directory in
                files.number("\(directory)/topology/core_id").map { core in
                    let socket = files.number("\(directory)/topology/physical_package_id") ?? 0
                    return Place(socket: "\(socket)", core: "\(core)")
                }
            })
        cores = [named.count, placed.count, processors.count].first { $0 > 0 } ?? 0
        let limits = directories.compactMap { files.number("\($0)/cpufreq/cpuinfo_max_freq") }.map {
            Double($0) / 1_000
        }
        let present = processors.compactMap { facts in facts["cpu MHz"].flatMap(Double.init) }
        megahertz = [limits, present].compactMap { list in list.filter { $0.isFinite && $0 > 0 }.max() }.first
    }

    /// The blocks of `cpuinfo` that begin with `processor`, as facts by name.
    private static func processors(_ text: String) -> [[Substring: String]] {
        var blocks: [[Substring: String]] = []
        // What follows the last line end is a line that was cut off, perhaps within a number: it would be another core.
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).dropLast() {
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let name = parts[0].trimmed
            // Other names begin so on ARM, too ("Processor : AArch64 ..."); the number tells them apart.
            if name == "processor", parts.count == 2, Int(parts[1].trimmed) != nil { blocks.append([:]) }
            guard parts.count == 2, !blocks.isEmpty else { continue }
            blocks[blocks.count - 1][name] = String(parts[1].trimmed)
        }
        return blocks
    }
}

extension Substring {
    /// Without white space at both ends.
    fileprivate var trimmed: Substring {
        var text = drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
