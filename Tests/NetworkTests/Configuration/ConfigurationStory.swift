import Foundation
import JSON
import Testing

@testable import nicompute

/// Settings from files and variables as an operator has them. No engine is needed.
@Suite(.timeLimit(.minutes(2))) struct ConfigurationStory {
    @Test("The program shows what it would run with, from .env and a file in its directory, and no secret")
    func shown() async throws {
        try await Workplace.with { place in
            try place.write(".env", "WANDB_API_KEY=hunter2\nNICOMPUTE_CRASH_AFTER=7\n", mode: 0o644)
            try place.write("hub.yaml", "port: 1234\nwandb:\n  entity: me\n")
            let report = try await place.run([
                "config", "--json", "hub", "--config", "hub.yaml", "--wandb_project", "p",
            ])
            #expect(report.end == .exit(0))
            #expect(!report.text.contains("hunter2"))
            let lines = report.text.split(separator: "\n")
            #expect(lines.contains("Warning: .env holds WANDB_API_KEY and other users can read it: chmod 600 .env"))
            let json = try JSONValue.parse(String(try #require(lines.first { $0.hasPrefix("{") })))
            func source(_ name: String) -> String? {
                json["settings"]?.list?.first { $0["name"]?.text == name }?["source"]?.text
            }
            #expect(source("--port") == "hub.yaml:1")
            #expect(source("--wandb.entity") == "hub.yaml:3")
            #expect(source("--wandb.project") == "flag")
            #expect(source("--crash-after") == ".env:2 NICOMPUTE_CRASH_AFTER")
            #expect(source("--ip") == "default")
        }
    }

    @Test("A wrong value from a variable is told with the variable, a wrong name in a file with the right one")
    func wrong() async throws {
        try await Workplace.with { place in
            let value = try await place.run(["hub"], environment: ["NICOMPUTE_PORT": "tcp://10.0.0.1:80"])
            #expect(value.end == .exit(64))
            #expect(value.text.contains("--port comes from environment NICOMPUTE_PORT"), "\(value.text)")
            try place.write("hub.yaml", "prot: 1234\n")
            let name = try await place.run(["hub", "--config", "hub.yaml"])
            #expect(name.end == .exit(1))
            #expect(
                name.text.contains("hub.yaml:1: no command has a setting \"prot\"; did you mean port?"), "\(name.text)")
        }
    }

    @Test("A command's help names its variables, even where .env is broken")
    func help() async throws {
        try await Workplace.with { place in
            try place.write(".env", "NICOMPUTE_NOTHING_OF_OURS=1\n")
            for arguments in [["store", "check", "--help"], ["help", "store", "check"]] {
                let help = try await place.run(arguments)
                #expect(help.end == .exit(0))
                #expect(help.text.contains("  NICOMPUTE_STORE  --store\n  SQLITE_DB_PATH   --store\n"), "\(help.text)")
            }
        }
    }

    @Test("A variable that commands read may stand in .env: the database is looked for where it says")
    func read() async throws {
        try await Workplace.with { place in
            try place.write(".env", "SQLITE_DB_PATH='nowhere/of-env.db'\n")
            let file = try await place.run(["store", "check"])
            #expect(file.text.contains("nowhere/of-env.db"), "\(file.text)")
            let variable = try await place.run(
                ["store", "check"], environment: ["SQLITE_DB_PATH": "nowhere/of-process.db"])
            #expect(variable.text.contains("nowhere/of-process.db"), "\(variable.text)")
        }
    }

    @Test("The shells' completion knows the flags", arguments: ["bash", "zsh", "fish"])
    func completion(shell: String) async throws {
        try await Workplace.with { place in
            let script = try await place.run(["--generate-completion-script", shell])
            #expect(script.end == .exit(0))
            #expect(script.text.contains("miner.base-image"))
        }
    }
}

/// A directory that the program is started in.
private struct Workplace {
    let directory: String

    static func with(_ body: (Workplace) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "ni-config-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        try await body(Workplace(directory: directory.path))
    }

    func write(_ name: String, _ text: String, mode: Int = 0o600) throws {
        try Data(text.utf8).write(to: URL(filePath: "\(directory)/\(name)"))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: "\(directory)/\(name)")
    }

    func run(
        _ arguments: [String], environment: [String: String] = [:]
    ) async throws -> (end: NodeProcess.End, text: String) {
        let log = "\(directory)/\(UUID().uuidString).log"
        // With its program named it is started where its log is.
        let process = try NodeProcess(
            arguments, program: NodeProcess.program, environment: environment, logPath: log)
        do {
            let end = try await process.waitForEnd(within: .seconds(30))
            return (end, try String(contentsOfFile: log, encoding: .utf8))
        } catch {
            try? await process.stop()
            throw error
        }
    }
}
