import ArgumentParser
import Foundation

/// Understands flags that are written with `_` for `.` or `-`, as the Python program takes them: `--axon_port`.
enum FlagNames {
    /// What the parser says of a command, so far as names matter.
    struct Command: Decodable {
        let commandName: String
        let subcommands: [Command]?
        let arguments: [Argument]?
    }

    /// An option, a flag or a positional argument.
    struct Argument: Decodable {
        struct Name: Decodable {
            let kind: String
            let name: String
        }

        let kind: String
        let names: [Name]?

        /// What follows `--`.
        var longNames: [String] { (names ?? []).filter { $0.kind == "long" }.map(\.name) }
        /// Whether the next word is its value.
        var takesValue: Bool { kind == "option" }
    }

    private struct Dump: Decodable {
        let command: Command
    }

    /// The program's commands, as the parser knows them.
    static func commands() throws -> Command {
        try JSONDecoder().decode(Dump.self, from: Data(Nicompute._dumpHelp().utf8)).command
    }

    /// The command that `arguments` ask for, its options read from them alone.
    /// - Throws: What the parser says against them.
    static func command(of arguments: [String]) throws -> any ParsableCommand {
        try Nicompute.parseAsRoot(rewritten(arguments))
    }

    /// `arguments` with the names that the parser knows; values, and what nobody knows, as they are.
    static func rewritten(_ arguments: [String]) -> [String] {
        // Almost never is there anything to do, and the table takes a moment.
        guard arguments.contains(where: { $0.hasPrefix("--") && $0.contains("_") }), let root = try? commands() else {
            return arguments
        }
        return rewritten(arguments, below: root)
    }

    /// The same for the commands below `root`.
    static func rewritten(_ arguments: [String], below root: Command) -> [String] {
        rewritten(arguments, knowing: known(to: arguments.prefix { !$0.hasPrefix("-") }, of: root))
    }

    /// The arguments of the command that `words` lead to, and of those below it: one of them may be the default.
    private static func known(to words: some Sequence<String>, of root: Command) -> [Argument] {
        var command = root
        for word in words {
            guard let next = command.subcommands?.first(where: { $0.commandName == word }) else { break }
            command = next
        }
        return all(of: command)
    }

    private static func all(of command: Command) -> [Argument] {
        (command.arguments ?? []) + (command.subcommands ?? []).flatMap { all(of: $0) }
    }

    /// The same, where these are the arguments that the parser knows.
    static func rewritten(_ arguments: [String], knowing known: [Argument]) -> [String] {
        var takesValue: [String: Bool] = [:]
        var meant: [String: String] = [:]
        for argument in known {
            for name in argument.longNames {
                takesValue[name] = argument.takesValue
                if meant[plain(name)] == nil { meant[plain(name)] = name }
            }
        }
        var result: [String] = []
        var (isValue, isOver) = (false, false)
        for argument in arguments {
            guard !isOver, !isValue, argument.hasPrefix("--"), argument != "--" else {
                // What follows two hyphens is no flag, whatever it looks like.
                isOver = isOver || (!isValue && argument == "--")
                isValue = false
                result.append(argument)
                continue
            }
            let given = String(argument.dropFirst(2).prefix { $0 != "=" })
            let isKnown = takesValue[given] != nil || !given.contains("_")
            let name = isKnown ? given : meant[plain(given)] ?? given
            result.append("--" + name + argument.dropFirst(2 + given.count))
            isValue = takesValue[name] == true && !argument.contains("=")
        }
        return result
    }

    /// A name without its punctuation.
    private static func plain(_ name: String) -> String {
        String(name.map { $0 == "." || $0 == "-" ? "_" : $0 })
    }
}
