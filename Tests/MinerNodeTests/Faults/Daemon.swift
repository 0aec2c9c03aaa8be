import Foundation
import Testing
import Timing

/// One run of `dockerd`.
struct Daemon: Sendable {
    private let pid: Int32

    /// Starts it; its output is added to the file `log`.
    init(_ path: String, _ arguments: [String], log: String) throws {
        if !FileManager.default.fileExists(atPath: log) { try Data().write(to: URL(fileURLWithPath: log)) }
        let output = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
        try output.seekToEnd()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = ["PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        try process.run()
        pid = process.processIdentifier
    }

    /// Whether it has not ended.
    ///
    /// Foundation hears of a process's end only when all that it left behind have ended, too: containers live on.
    var runs: Bool {
        guard let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let name = status.lastIndex(of: ")")
        else { return false }
        // proc(5): the state follows the name, which may hold anything.
        return !["Z", "X"].contains(status[name...].dropFirst(2).prefix(1))
    }

    /// It has been sent `signal`, and has ended; by force when it has not within 20 s.
    func end(_ signal: Int32) async throws {
        if runs { _ = kill(pid, signal) }
        let end = ContinuousClock.now + .seconds(20)
        while runs {
            if ContinuousClock.now > end { _ = kill(pid, SIGKILL) }
            try await Pacing.rest(.milliseconds(10))
        }
    }
}
