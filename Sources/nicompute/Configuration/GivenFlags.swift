/// The flags on a command line with their values, found as the parser finds them.
struct GivenFlags: Equatable {
    /// By the name of the help. A switch that is turned off with its `--no-` name has the value `false`.
    private(set) var values: [String: [String]] = [:]

    /// - Parameter arguments: what follows the words that name `command`.
    init(_ arguments: some Collection<String>, of command: CommandTree) {
        var names: [String: CommandTree.Argument] = [:]
        for argument in command.arguments ?? [] where argument.kind != .positional {
            for name in argument.longNames { names[Setting.key(name)] = argument }
            for name in argument.names ?? [] where name.kind == "short" { names["-\(name.name)"] = argument }
        }
        let offNames = Dictionary(
            command.settings.compactMap { setting in setting.offName.map { ($0, setting.name) } }
        ) { first, _ in first }
        var rest = arguments[...]
        while let word = rest.popFirst(), word != "--" {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard word.hasPrefix("-"), let spelling = parts.first else { continue }
            let key = spelling.hasPrefix("--") ? Setting.key(String(spelling.dropFirst(2))) : String(spelling)
            guard let argument = names[key], let name = argument.longNames.first else { continue }
            if argument.kind == .flag {
                if let on = offNames[name] {
                    values[on] = ["false"]
                } else {
                    values[name] = ["true"]
                }
                continue
            }
            var value = parts.count == 2 ? String(parts[1]) : nil
            // What looks like a flag is no value, but where the parser takes whatever comes.
            if value == nil, let next = rest.first, argument.parsingStrategy == "unconditional" || !next.hasPrefix("-")
            {
                value = rest.popFirst()
            }
            values[name] = (argument.isRepeating ? values[name] ?? [] : []) + [value].compactMap { $0 }
        }
    }

    /// What was given for a flag; nil when it was not.
    subscript(name: String) -> [String]? { values[name] }
}
