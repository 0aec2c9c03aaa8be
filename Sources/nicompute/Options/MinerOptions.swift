import ArgumentParser
import Chain
import Foundation
import Keys
import Wire

/// Everything that an operator chooses for a miner: the miner's flags, all of which its doctor takes, too.
struct MinerOptions: ParsableArguments {
    @OptionGroup var wallet: HotkeyOptions
    @OptionGroup var subnet: SubnetOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var logging: LoggingOptions
    @OptionGroup var file: ConfigurationOptions
    @OptionGroup var engine: EngineOptions

    @Option(name: [.customLong("axon.ip"), .customLong("axon_ip")], help: "The address to listen on.")
    var axonIP = "0.0.0.0"

    @Option(name: [.customLong("axon.port"), .customLong("axon_port")], help: "The port to listen on.")
    var axonPort = 8_091

    @Option(
        name: [.customLong("axon.max_workers"), .customLong("axon_max_workers")], help: "Requests handled at a time.")
    var maxWorkers = 32

    @Option(
        name: [.customLong("axon.unsigned-bodies"), .customLong("axon_unsigned_bodies")],
        help: "Requests with unsigned bodies: allow, check-only or deny (default: allow on public networks, else deny)."
    )
    var unsignedBodies: UnsignedBodies?

    @OptionGroup var external: ExternalAddressOptions

    @Option(name: [.customLong("ssh.port"), .customLong("ssh_port")], help: "The port on which renters log in.")
    var sshPort = 4_444

    @Option(name: [.customLong("ssh.bind"), .customLong("ssh_bind")], help: "The address of that port (default: all).")
    var sshBind: String?

    @Option(
        name: [.customLong("miner.base-image"), .customLong("miner_base_image")], help: "The image under the SSH layer."
    )
    var baseImage = "pytorch/pytorch:2.7.0-cuda12.6-cudnn9-runtime"

    @Option(
        name: [.customLong("miner.allow.images"), .customLong("miner_allow_images")],
        help: "Images (globs, comma-separated) that renters may ask for instead.")
    var allowImages = ""

    @Option(help: "Where the miner keeps its state (default: ~/.nicompute/<hotkey>).")
    var data: String?

    @OptionGroup var state: StateOptions
    @OptionGroup var challenge: ChallengeOptions
    @OptionGroup var limits: LimitsOptions
    @OptionGroup var access: AccessOptions
    @OptionGroup var versions: VersionRuleOptions
    @OptionGroup var logFile: LogFileOptions
    @OptionGroup var metrics: MetricsOptions
    @OptionGroup var autoUpdate: AutoUpdateOptions

    /// The globs of images that renters may ask for.
    var allowedImages: [String] { allowImages.split(separator: ",").map(String.init) }

    /// The data directory of a hotkey for which none was chosen.
    static func dataDirectory(of hotkey: AccountID) -> String { Wallet.expanded("~/.nicompute/\(hotkey)") }
}
