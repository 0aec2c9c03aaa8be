import ArgumentParser
import Foundation

/// `nicompute config`: what a command would run with, and where each value comes from.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Show what a command would run with, and where each value comes from; nothing is run.",
        discussion: """
            Name the command with its flags as you would run it:
              nicompute config miner --config miner.yaml --axon.port 8091
            Secrets are not shown. The exit code is 1 when a value or a name in a file is wrong.
            """)

    @Flag(help: "Print one line of JSON.")
    var json = false

    @Flag(help: "Print docs/configuration.md: all settings of all commands.")
    var table = false

    @Argument(parsing: .captureForPassthrough, help: "The command, such as miner, and its flags.")
    var arguments: [String] = []

    func run() throws {
        if table { return print(ConfigurationDocument.text(try CommandTree.ofProgram()), terminator: "") }
        // Behind the command's name they come here like everything else.
        if ["-h", "--help"].contains(where: arguments.contains) { throw CleanExit.helpRequest(self) }
        let arguments = FlagNames.rewritten(arguments)
        let place = CommandPlace(of: arguments)
        guard place.isLeaf, place.path != ["config"] else {
            throw ConfigurationProblem.noCommand(Array(arguments.prefix { !$0.hasPrefix("-") }))
        }
        let sources = try ConfigurationSources.ofProcess()
        let configuration = try EffectiveConfiguration(arguments, of: place, sources: sources)
        for warning in configuration.warnings {
            FileHandle.standardError.write(Data("Warning: \(warning)\n".utf8))
        }
        do {
            _ = try configuration.parsed()
        } catch {
            let message = Nicompute.message(for: error)
            if let origin = configuration.origin(of: message) {
                FileHandle.standardError.write(Data((origin + "\n").utf8))
            }
            throw error
        }
        print(try ConfigurationReport(configuration, sources: sources).text(json: json))
    }
}
