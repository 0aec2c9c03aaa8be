import Foundation
import Synchronization
import Testing

/// A running `nicompute`, or a program beside it, its output in a file.
final class NodeProcess: Sendable {
    /// How a process ended.
    enum End: Equatable, Sendable {
        case exit(Int32)
        case signal(Int32)
    }

    let logPath: String
    private let pid: Int32
    private let fate: Fate

    /// The program that was built with these tests.
    static var program: String {
        get throws {
            let directory = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            let path = directory.appending(path: "nicompute").path
            try #require(FileManager.default.isExecutableFile(atPath: path), "nicompute is not beside the tests")
            return path
        }
    }

    /// Starts `nicompute`, or another program, with these arguments; what it prints is added to the file `logPath`.
    init(
        _ arguments: [String], program: String? = nil, environment: [String: String] = [:], logPath: String
    ) throws {
        self.logPath = logPath
        if !FileManager.default.fileExists(atPath: logPath) { try Data().write(to: URL(fileURLWithPath: logPath)) }
        let log = try FileHandle(forWritingTo: URL(fileURLWithPath: logPath))
        try log.seekToEnd()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try program ?? Self.program)
        process.arguments = arguments
        // Other programs leave files where they are started.
        if program != nil { process.currentDirectoryURL = URL(fileURLWithPath: logPath).deletingLastPathComponent() }
        process.environment = [
            "PATH": "/usr/bin:/bin", "HOME": (logPath as NSString).deletingLastPathComponent,
            "DOCKER_HOST": RealEngine.address ?? "",
        ].merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = log
        process.standardError = log
        let fate = Fate()
        process.terminationHandler = { process in
            fate.end.withLock {
                $0 =
                    process.terminationReason == .uncaughtSignal
                    ? .signal(process.terminationStatus) : .exit(process.terminationStatus)
            }
        }
        try process.run()
        pid = process.processIdentifier
        self.fate = fate
    }

    private final class Fate: Sendable {
        let end = Mutex<End?>(nil)
    }

    /// How it ended; nil while it runs.
    var end: End? { fate.end.withLock { $0 } }

    /// Sends a signal, unless the process has ended.
    func send(_ signal: Int32) {
        if end == nil { _ = kill(pid, signal) }
    }

    /// How it ended, once it has.
    @discardableResult
    func waitForEnd(within limit: Duration = Eventually.limit) async throws -> End {
        try await Eventually.holds("the process does not end; see \(logPath)", within: limit) { end != nil }
        return try #require(end)
    }

    /// It has ended as it does when it is asked to.
    func end(gracefully limit: Duration = .seconds(20)) async throws {
        send(SIGTERM)
        try #require(try await waitForEnd(within: limit) == .exit(0), "it did not end well; see \(logPath)")
    }

    /// It does not run any more: it is killed.
    func stop() async throws {
        send(SIGKILL)
        try await waitForEnd()
    }
}
