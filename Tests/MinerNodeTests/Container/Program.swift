import Foundation

/// A program of the system, run to its end.
enum Program {
    struct Outcome: Sendable {
        var status: Int32
        var output: String
        var error: String
    }

    static func run(
        _ path: String, _ arguments: [String], environment: [String: String] = [:]
    ) async throws -> Outcome {
        try await withCheckedThrowingContinuation { continuation in
            // Waits for a process, which must not hold a thread of the tasks' pool.
            DispatchQueue.global().async {
                continuation.resume(with: Result { try wait(path, arguments, environment) })
            }
        }
    }

    private static func wait(
        _ path: String, _ arguments: [String], _ environment: [String: String]
    ) throws -> Outcome {
        let files = (0..<2).map { _ in FileManager.default.temporaryDirectory.appending(path: UUID().uuidString) }
        defer { for file in files { try? FileManager.default.removeItem(at: file) } }
        for file in files { try Data().write(to: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = ["PATH": "/usr/bin:/bin"].merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus, output: String(decoding: try Data(contentsOf: files[0]), as: UTF8.self),
            error: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self))
    }
}
