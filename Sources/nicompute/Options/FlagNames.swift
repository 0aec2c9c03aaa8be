import ArgumentParser

/// Understands flags that are written with `_` for `.` or `-`, as the Python program takes them: `--axon_port`.
enum FlagNames {
    /// The command that `arguments` ask for, its options read from them alone.
    /// - Throws: What the parser says against them.
    static func command(of arguments: [String]) throws -> any ParsableCommand {
        try Nicompute.parseAsRoot(rewritten(arguments))
    }

    /// `arguments` with the names that the parser knows; values, and what nobody knows, as they are.
    static func rewritten(_ arguments: [String]) -> [String] {
        // Almost never is there anything to do, and the table takes a moment.
        guard arguments.contains(where: { $0.hasPrefix("--") && $0.contains("_") }),
            let root = try? CommandTree.ofProgram()
        else {
            return arguments
        }
        return rewritten(arguments, below: root)
    }

    /// The same for the commands below `root`.
    static func rewritten(_ arguments: [String], below root: CommandTree) -> [String] {
        rewritten(arguments, knowing: known(to: arguments.prefix { !$0.hasPrefix("-") }, of: root))
    }

    /// The arguments of the command that `words` lead to, and of those below it: one of them may be the default.
    private static func known(to words: some Sequence<String>, of root: CommandTree) -> [CommandTree.Argument] {
        var command = root
        for word in words {
            guard let next = command.subcommands?.first(where: { $0.commandName == word }) else { break }
            command = next
        }
        return all(of: command)
    }

    private static func all(of command: CommandTree) -> [CommandTree.Argument] {
        (command.arguments ?? []) + (command.subcommands ?? []).flatMap { all(of: $0) }
    }

    /// The same, where these are the arguments that the parser knows.
    static func rewritten(_ arguments: [String], knowing known: [CommandTree.Argument]) -> [String] {
        var takesValue: [String: Bool] = [:]
        var meant: [String: String] = [:]
        for argument in known {
            for name in argument.longNames {
                takesValue[name] = argument.kind == .option
                if meant[Setting.plain(name)] == nil { meant[Setting.plain(name)] = name }
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
            let name = isKnown ? given : meant[Setting.plain(given)] ?? given
            result.append("--" + name + argument.dropFirst(2 + given.count))
            isValue = takesValue[name] == true && !argument.contains("=")
        }
        return result
    }
}
