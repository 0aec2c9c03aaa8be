import ArgumentParser

/// What the help says about environment and file of settings, below the parser's own.
enum EnvironmentHelp {
    /// The help of the command that `arguments` ask about, with its variables; nil when `error` is no request for help.
    static func text(for arguments: [String], error: any Error) -> String? {
        let isHelp = arguments.first == "help" || ["-h", "--help"].contains(where: arguments.contains)
        guard isHelp, Nicompute.exitCode(for: error) == .success else { return nil }
        let words = arguments.first == "help" ? arguments.dropFirst() : arguments[...]
        var help = Nicompute.fullMessage(for: error)
        while help.last?.isNewline == true { help.removeLast() }
        guard let section = try? section(CommandPlace(of: words)) else { return help }
        return "\(help)\n\n\(section)"
    }

    /// The variables of a command; nil for one without settings.
    static func section(_ place: CommandPlace) throws -> String? {
        guard place.isLeaf else { return nil }
        let command = try place.command()
        let settings = command.settings
        guard !settings.isEmpty else { return nil }
        let rows = settings.flatMap { setting in
            [(Setting.variable(setting.name), "--\(setting.name)")]
                + setting.knownVariables.map { ($0, "--\(setting.name)") }
        }
        let width = rows.map(\.0.count).max() ?? 0
        let lines = rows.map { variable, flag in
            "  \(variable)\(String(repeating: " ", count: width - variable.count))  \(flag)"
        }
        let file = command.takesFile ? ", else from the file of --config" : ""
        return """
            ENVIRONMENT:
              A flag that is not given is taken from its variable, else from the variable in the file .env of the
              working directory\(file), else it has its default.
              `nicompute config \(place.path.joined(separator: " "))` shows what is in effect.

            \(lines.joined(separator: "\n"))
            """
    }
}
