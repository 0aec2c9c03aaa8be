import Foundation

/// A program of the machine that the tests run on.
struct CommandLineTool {
    var path: String

    /// The program of this name in PATH.
    static func find(_ name: String) -> CommandLineTool? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/\(name)" }.first(where: FileManager.default.isExecutableFile(atPath:))
            .map(CommandLineTool.init)
    }

    /// The exit status of the program with these arguments; its output is dropped.
    func run(_ arguments: [String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
