import Glibc

/// What the kernel says about a process in `/proc` (proc(5)).
struct ProcessStatus {
    /// Seconds of processor time, in user and in kernel mode together.
    let cpuSeconds: Double
    let residentBytes: Double
    /// Seconds after the machine's start at which the process began.
    let startedAfterBoot: Double

    /// Read from `stat`, the text of `/proc/<pid>/stat`; nil when it is something else.
    init?(
        stat: String, ticksPerSecond: Double = Double(sysconf(Int32(_SC_CLK_TCK))),
        pageSize: Double = Double(sysconf(Int32(_SC_PAGESIZE)))
    ) {
        // The program's name stands in parentheses and may itself have spaces and parentheses.
        guard let nameEnd = stat.lastIndex(of: ")") else { return nil }
        let fields = stat[stat.index(after: nameEnd)...].split(whereSeparator: \.isWhitespace)
        // Field 3, the state, is the first after the name.
        func field(_ number: Int) -> Double? { fields.indices.contains(number - 3) ? Double(fields[number - 3]) : nil }
        guard ticksPerSecond > 0, let user = field(14), let system = field(15), let start = field(22),
            let pages = field(24)
        else { return nil }
        cpuSeconds = (user + system) / ticksPerSecond
        residentBytes = pages * pageSize
        startedAfterBoot = start / ticksPerSecond
    }

    /// When the machine started, seconds since 1970, by the text of `/proc/stat`.
    static func bootTime(_ text: String) -> Double? {
        for line in text.split(separator: "\n") where line.hasPrefix("btime ") {
            return Double(line.dropFirst(6))
        }
        return nil
    }
}
