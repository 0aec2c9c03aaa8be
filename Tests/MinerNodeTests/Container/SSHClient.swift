import Foundation
import Market
import MinerNode
import Testing

/// The system's ssh program, as a renter uses it.
struct SSHClient {
    let directory: URL
    let port: Int
    /// Of the key's file.
    var name = "key"

    /// From now on only a server with this key is talked to.
    func trust(_ hostKey: HostKey) throws {
        let line = hostKey.knownHosts(ip: "127.0.0.1", port: port) + "\n"
        try line.write(toFile: path("known_hosts"), atomically: true, encoding: .utf8)
    }

    /// A fresh key in `directory`; the result is its public line.
    func makeKey() async throws -> String {
        let made = try await Program.run(
            "/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "renter", "-f", path(name)])
        try #require(made.status == 0)
        let line = try String(contentsOfFile: path("\(name).pub"), encoding: .utf8)
        return line.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    func withKey(_ command: String) async throws -> Program.Outcome {
        try await Program.run(
            "/usr/bin/ssh", options + ["-o", "PasswordAuthentication=no", "-i", path(name), "root@127.0.0.1", command])
    }

    /// ssh asks a program for the password, as it would a person.
    func withPassword(_ password: String, _ command: String) async throws -> Program.Outcome {
        try "#!/bin/sh\necho '\(password)'\n".write(toFile: path("ask"), atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path("ask"))
        return try await Program.run(
            "/usr/bin/ssh",
            options + ["-o", "PubkeyAuthentication=no", "-o", "NumberOfPasswordPrompts=1", "root@127.0.0.1", command],
            environment: ["SSH_ASKPASS": path("ask"), "SSH_ASKPASS_REQUIRE": "force", "DISPLAY": "none"])
    }

    /// Fetches `remote` through SFTP; the result is its contents.
    func fetch(_ remote: String) async throws -> String {
        let options = self.options.map { $0 == "-p" ? "-P" : $0 }
        let copied = try await Program.run(
            "/usr/bin/scp", ["-s"] + options + ["-i", path(name), "root@127.0.0.1:\(remote)", path("fetched")])
        try #require(copied.status == 0, "\(copied.error)")
        return try String(contentsOfFile: path("fetched"), encoding: .utf8)
    }

    private var options: [String] {
        let trusts = FileManager.default.fileExists(atPath: path("known_hosts"))
        return [
            "-F", "/dev/null", "-o", "StrictHostKeyChecking=\(trusts ? "yes" : "no")", "-o",
            "UserKnownHostsFile=\(trusts ? path("known_hosts") : "/dev/null")", "-o", "LogLevel=ERROR", "-o",
            "IdentitiesOnly=yes", "-p", String(port),
        ]
    }

    private func path(_ name: String) -> String { directory.appending(path: name).path }
}
