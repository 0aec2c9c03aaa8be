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
            StoreCommand.self, ChainCommand.self, DoctorCommand.self,
        ])
    /// Runs the command that the arguments name; a flag that does not exist is told with the nearest one that does.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            if let hint = UnknownFlag.hint(for: Array(CommandLine.arguments.dropFirst())) {
                FileHandle.standardError.write(Data((hint + "\n").utf8))
            }
            exit(withError: error)
        }
    }
}
