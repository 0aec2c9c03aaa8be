import ArgumentParser
import Foundation

/// The executable: its roles and tools are subcommands.
@main
struct Nicompute: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nicompute",
        abstract: "Rent out and rent GPU machines on the Bittensor network (subnet 27).",
        version: ProductVersion.text,
        subcommands: [
            MinerCommand.self, APICommand.self, HubCommand.self, LocalnetCommand.self, WalletCommand.self,
            CertsCommand.self,
            StoreCommand.self, ChainCommand.self, DoctorCommand.self, ConfigCommand.self,
            VersionCommand.self,
        ])
    /// Runs the command that the arguments name; a flag that does not exist is told with the nearest one that does.
    static func main() async {
        let arguments = FlagNames.rewritten(Array(CommandLine.arguments.dropFirst()))
        var settings: CommandLineSettings?
        do {
            let completed = try CommandLineSettings.load(arguments)
            settings = completed
            for warning in completed.warnings { complain(warning) }
            var command = try parseAsRoot(completed.arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            if let help = EnvironmentHelp.text(for: arguments, error: error) {
                print(help)
                exit()
            }
            if let hint = UnknownFlag.hint(for: arguments) { complain(hint) }
            if let origin = settings?.configuration?.origin(of: message(for: error)) { complain(origin) }
            exit(withError: error)
        }
    }

    private static func complain(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }
}
