/// The memory as the kernel describes it, in bytes.
package struct MemoryReading: Sendable, Equatable {
    package var total = 0
    /// What programs can still get without swapping.
    package var available = 0
    /// Without what the kernel only keeps because nobody else wants it.
    package var used = 0
    package var free = 0
    package var swapTotal = 0
    package var swapFree = 0

    package var swapUsed: Int { max(0, swapTotal - swapFree) }

    /// KiB of a memory: no sum of such sizes overflows.
    private static let believed = 0...1 << 50

    package init() {}

    /// What `proc/meminfo` of `files` says; 0 for what it does not.
    package init(_ files: KernelFiles) {
        var sizes: [Substring: Int] = [:]
        for line in (files.text("proc/meminfo") ?? "").split(whereSeparator: \.isNewline) {
            let words = line.split { $0 == " " || $0 == "\t" || $0 == ":" }
            // A line that was cut off has no unit.
            guard words.count == 3, words[2] == "kB", let size = Int(words[1]), Self.believed.contains(size) else {
                continue
            }
            sizes[words[0]] = size << 10
        }
        total = sizes["MemTotal"] ?? 0
        free = min(sizes["MemFree"] ?? 0, total)
        available = min(sizes["MemAvailable"] ?? free, total)
        let kept = ["Buffers", "Cached", "SReclaimable"].compactMap { sizes[$0] }.reduce(0, +)
        used = total - free >= kept ? total - free - kept : total - free
        swapTotal = sizes["SwapTotal"] ?? 0
        swapFree = min(sizes["SwapFree"] ?? 0, swapTotal)
    }
}
