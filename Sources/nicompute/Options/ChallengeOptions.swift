import ArgumentParser
import MinerNode

/// Whether and how a miner solves challenges.
struct ChallengeOptions: ParsableArguments {
    @Flag(
        name: [.customLong("miner.challenge"), .customLong("miner_challenge")],
        help: "Solve challenges with hashcat; else they come back as they came.")
    var isOn = false

    @Option(
        name: [.customLong("miner.hashcat.path"), .customLong("miner_hashcat_path")], help: "The hashcat program.")
    var path = "hashcat"

    @Option(
        name: [
            .customLong("miner.hashcat.workload.profile"), .customLong("miner_hashcat_workload_profile"),
        ],
        help: "hashcat's workload profile (-w): 1 low, 2 default, 3 high, 4 nightmare.")
    var workloadProfile = 3

    @Option(
        name: [
            .customLong("miner.hashcat.extended.options"), .customLong("miner_hashcat_extended_options"),
        ],
        parsing: .unconditional,
        help: "More arguments for hashcat, in place of -O; the next word is taken even if it begins with a hyphen.")
    var extendedOptions = ""

    @Option(
        name: [.customLong("miner.hashcat.device"), .customLong("miner_hashcat_device")],
        help: "What hashcat uses: cpu, gpu, or the numbers of devices with commas between them (default: its choice).")
    var device: String?

    func validate() throws {
        guard (1...4).contains(workloadProfile) else {
            throw ValidationError("--miner.hashcat.workload.profile is 1, 2, 3 or 4")
        }
        if let device, HashcatDevice(device) == nil {
            throw ValidationError("--miner.hashcat.device: \"\(device)\" is neither cpu, gpu nor a list of numbers")
        }
    }

    /// How challenges are worked on, with hashcat's own files in `directory`; nil when they are not.
    func settings(directory: String) -> HashcatSettings? {
        guard isOn else { return nil }
        return HashcatSettings(
            path: path, workloadProfile: workloadProfile,
            extendedOptions: extendedOptions.split(separator: " ").map(String.init),
            device: device.flatMap(HashcatDevice.init), directory: directory)
    }
}
