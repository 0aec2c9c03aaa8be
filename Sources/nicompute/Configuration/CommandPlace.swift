import ArgumentParser

/// The command of this program that words at the beginning of a command line name.
struct CommandPlace {
    /// The words, as `["localnet"]`.
    let words: [String]
    /// The names of the commands on the way, as `["localnet", "run"]`; empty for the program itself.
    let path: [String]
    private let type: any ParsableCommand.Type

    /// The command that the first words of `arguments` name; a default subcommand need not be named.
    init(of arguments: some Sequence<String>) {
        var place = (words: [String](), path: [String](), type: Nicompute.self as any ParsableCommand.Type)
        for word in arguments {
            let subcommands = place.type.configuration.subcommands
            guard let next = subcommands.first(where: { $0.configuration.commandName == word }) else { break }
            place = (place.words + [word], place.path + [word], next)
        }
        if let next = place.type.configuration.defaultSubcommand {
            place = (place.words, place.path + [next.configuration.commandName ?? ""], next)
        }
        words = place.words
        path = place.path
        type = place.type
    }

    /// Whether it does something itself.
    var isLeaf: Bool { !path.isEmpty && type.configuration.subcommands.isEmpty }

    /// Its flags; to ask for those of all commands takes the parser a second in a debug build.
    func command() throws -> CommandTree { try CommandTree(dump: type._dumpHelp()) }
}
