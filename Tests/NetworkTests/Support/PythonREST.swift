import Foundation
import JSON
import Testing

/// The Python environment of a front end: `requests`, `websocket-client`, schemathesis.
enum PythonREST {
    /// Where it lies; nil where there is none.
    static let environment = ProcessInfo.processInfo.environment["NI_TEST_VENV_REST"]
    static let comment: Comment = "needs NI_TEST_VENV_REST, which `make test` sets"

    /// A program of the environment.
    static func program(_ name: String) throws -> String { "\(try #require(environment))/bin/\(name)" }

    /// A script of `InteropTests/python`.
    static func script(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../InteropTests/python/\(name)").standardized.path
    }

    /// Runs a program of the environment to its end, which must be a good one; what it printed is shown when it is not.
    ///
    /// It is killed when it takes longer than `limit`. The output is left in `directory`.
    static func run(
        _ name: String, _ arguments: [String], in directory: String, environment: [String: String] = [:],
        within limit: Duration, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let log = "\(directory)/\(name)-\(UUID().uuidString).log"
        let process = try NodeProcess(
            arguments, program: try program(name),
            environment: ["PYTHONDONTWRITEBYTECODE": "1"].merging(environment) { $1 }, logPath: log)
        do {
            try await process.waitForEnd(within: limit)
        } catch {
            print((try? String(contentsOfFile: log, encoding: .utf8)) ?? "")
            try await process.stop()
            throw error
        }
        let output = try String(contentsOfFile: log, encoding: .utf8)
        // The last lines say what failed.
        let lines = output.split(separator: "\n").suffix(40).joined(separator: "\n")
        if process.end != .exit(0) { print(output) }
        #expect(process.end == .exit(0), "\(lines)", sourceLocation: sourceLocation)
    }
}
