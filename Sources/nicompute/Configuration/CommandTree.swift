import ArgumentParser
import Foundation

/// The commands of a program with their flags, as the parser itself tells of them.
struct CommandTree: Decodable {
    let commandName: String
    let abstract: String?
    let defaultSubcommand: String?
    let subcommands: [CommandTree]?
    let arguments: [Argument]?

    /// A flag, an option with a value, or a word without a name.
    struct Argument: Decodable {
        let kind: Kind
        let isRepeating: Bool
        let parsingStrategy: String
        let shouldDisplay: Bool
        let names: [Name]?
        let preferredName: Name?
        let defaultValue: String?
        let abstract: String?

        enum Kind: String, Decodable {
            case positional
            case option
            case flag
        }

        struct Name: Decodable {
            let kind: String
            let name: String

            /// The name after two hyphens; nil for a single letter.
            var long: String? { kind == "long" ? name : nil }
        }

        /// The names after two hyphens, that of the help first.
        var longNames: [String] {
            let all = (names ?? []).compactMap(\.long)
            guard let first = preferredName?.long else { return all }
            return [first] + all.filter { $0 != first }
        }
    }

    private struct Dump: Decodable {
        let command: CommandTree
    }

    /// - Throws: `DecodingError` when `dump` is not what `--experimental-dump-help` prints.
    init(dump: String) throws {
        self = try JSONDecoder().decode(Dump.self, from: Data(dump.utf8)).command
    }

    /// All commands of this program.
    static func ofProgram() throws -> CommandTree { try CommandTree(dump: Nicompute._dumpHelp()) }

    /// All commands that do something themselves, in the order of the help, with the words that name them.
    var leaves: [(path: [String], command: CommandTree)] {
        (subcommands ?? []).filter { $0.commandName != "help" }.flatMap { command in
            (command.subcommands ?? []).isEmpty
                ? [([command.commandName], command)]
                : command.leaves.map { ([command.commandName] + $0.path, $0.command) }
        }
    }
}
