import Foundation
import Testing

/// The system's ssh program, as a renter uses it.
struct SSHClient: Sendable {
    let directory: String
    let ip: String
    let port: Int

    /// A fresh key in `directory`; the result is its public line.
    static func makeKey(in directory: String) async throws -> String {
        let made = try await run(
            "/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "renter", "-f", "\(directory)/key"])
        try #require(made.status == 0)
        let line = try String(contentsOfFile: "\(directory)/key.pub", encoding: .utf8)
        return line.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// What `command` prints after a login with the key of ``makeKey(in:)``; nil when the login fails.
    func withKey(_ command: String) async throws -> String? {
        let outcome = try await Self.run(
            "/usr/bin/ssh", options + ["-o", "PasswordAuthentication=no", "-i", "\(directory)/key", target, command])
        return outcome.status == 0 ? outcome.output : nil
    }

    /// What `command` prints after a login with `password`, which ssh asks a program for; nil when the login fails.
    func withPassword(_ password: String, _ command: String) async throws -> String? {
        let script = "\(directory)/ask-\(UUID().uuidString)"
        try "#!/bin/sh\necho '\(password)'\n".write(toFile: script, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: script)
        defer { try? FileManager.default.removeItem(atPath: script) }
        let outcome = try await Self.run(
            "/usr/bin/ssh",
            options + ["-o", "PubkeyAuthentication=no", "-o", "NumberOfPasswordPrompts=1", target, command],
            environment: ["SSH_ASKPASS": script, "SSH_ASKPASS_REQUIRE": "force", "DISPLAY": "none"])
        return outcome.status == 0 ? outcome.output : nil
    }

    private var target: String { "root@\(ip)" }

    private var options: [String] {
        [
            "-F", "/dev/null", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o",
            "LogLevel=ERROR", "-o", "IdentitiesOnly=yes", "-o", "ConnectTimeout=10", "-p", "\(port)",
        ]
    }

    static func run(
        _ path: String, _ arguments: [String], environment: [String: String] = [:]
    ) async throws -> (status: Int32, output: String) {
        try await withCheckedThrowingContinuation { continuation in
            // Waits for a process, which must not hold a thread of the tasks' pool.
            DispatchQueue.global().async {
                continuation.resume(with: Result { try wait(path, arguments, environment) })
            }
        }
    }

    private static func wait(
        _ path: String, _ arguments: [String], _ environment: [String: String]
    ) throws -> (status: Int32, output: String) {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = ["PATH": "/usr/bin:/bin"].merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let text = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return (process.terminationStatus, text)
    }
}
