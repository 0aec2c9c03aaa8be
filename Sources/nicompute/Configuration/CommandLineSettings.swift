import Foundation

/// A command line completed from environment, `.env` and file of settings.
struct CommandLineSettings {
    /// What the parser is to be given.
    let arguments: [String]
    /// What is in effect; nil when everything is on the command line, or nothing is run, as for `--help`.
    var configuration: EffectiveConfiguration?
    /// Lines for standard error about what an operator should know before the command runs.
    var warnings: [String] = []

    /// Completes `arguments`. The `.env` file's variables that commands read are in the environment afterwards.
    /// - Throws: ``ConfigurationProblem``.
    static func load(_ arguments: [String]) throws -> CommandLineSettings {
        let place = CommandPlace(of: arguments)
        // `config` looks at the files of another command.
        guard place.isLeaf, place.path != ["config"], !asksOnly(arguments, place) else {
            return CommandLineSettings(arguments: arguments)
        }
        let sources = try ConfigurationSources.ofProcess()
        for (name, value) in sources.additions { setenv(name, value, 0) }
        // Mostly there is nothing to add, and the parser takes its time to tell of its flags.
        guard sources.namesSettings || arguments.contains(where: isFile) else {
            return CommandLineSettings(arguments: arguments, warnings: marked(sources.warnings))
        }
        let configuration = try EffectiveConfiguration(arguments, of: place, sources: sources)
        return CommandLineSettings(
            arguments: configuration.arguments, configuration: configuration, warnings: marked(configuration.warnings))
    }

    /// Whether help or version is wanted: they are to be had with broken files, too.
    private static func asksOnly(_ arguments: [String], _ place: CommandPlace) -> Bool {
        arguments.dropFirst(place.words.count).contains { ["-h", "--help", "--version"].contains($0) }
    }

    private static func isFile(_ argument: String) -> Bool {
        argument == "--\(Setting.file)" || argument.hasPrefix("--\(Setting.file)=")
    }

    private static func marked(_ warnings: [String]) -> [String] { warnings.map { "Warning: \($0)" } }
}
