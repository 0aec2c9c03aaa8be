import ArgumentParser

/// `nicompute doctor`: says what a role lacks on this machine.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Say what a role lacks on this machine, and how to mend it.",
        subcommands: [DoctorMinerCommand.self])
}
