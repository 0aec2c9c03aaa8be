import Foundation
import Testing

/// What this process uses of the machine.
enum ProcessFigures {
    /// Open files, pipes and sockets; the threads' own means of waiting, which come and go with them, do not count.
    static var openFiles: [String] {
        get throws {
            let manager = FileManager.default
            return try manager.contentsOfDirectory(atPath: "/proc/self/fd").compactMap { number in
                let target = try? manager.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(number)")
                return target?.hasPrefix("anon_inode:") == false ? target : nil
            }
        }
    }

    /// Bytes of memory in use.
    static var memory: Int { get throws { try status("VmRSS:") } }

    /// The most bytes of memory that were in use since ``forgetPeak()``.
    static var peakMemory: Int { get throws { try status("VmHWM:") } }

    /// The peak is what is in use now.
    static func forgetPeak() throws {
        // proc(5): 5 resets the "high water mark" of the resident set.
        try "5\n".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8)
    }

    private static func status(_ name: String) throws -> Int {
        let text = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix(name) })
        let words = line.split(whereSeparator: \.isWhitespace)
        return try #require(words.count > 1 ? Int(words[1]) : nil) * 1_024
    }
}
