import ArgumentParser
import Chain
import Foundation
import Keys

/// Everything that an operator chooses for a miner, but for who may call it: what the miner and its doctor share.
struct MinerOptions: ParsableArguments {
    @OptionGroup var wallet: HotkeyOptions
    @OptionGroup var subtensor: SubtensorOptions
    @OptionGroup var logging: LoggingOptions
    @OptionGroup var engine: EngineOptions

    @Option(name: [.customLong("axon.ip"), .customLong("axon_ip")], help: "The address to listen on.")
    var axonIP = "0.0.0.0"

    @Option(name: [.customLong("axon.port"), .customLong("axon_port")], help: "The port to listen on.")
    var axonPort = 8_091

    @OptionGroup var external: ExternalAddressOptions

    @Option(name: [.customLong("ssh.port"), .customLong("ssh_port")], help: "The port on which renters log in.")
    var sshPort = 4_444

    @Option(name: [.customLong("ssh.bind"), .customLong("ssh_bind")], help: "The address of that port (default: all).")
    var sshBind: String?

    @Option(
        name: [.customLong("miner.base-image"), .customLong("miner_base_image")], help: "The image under the SSH layer."
    )
    var baseImage = "pytorch/pytorch:2.7.0-cuda12.6-cudnn9-runtime"

    @Option(help: "Where the miner keeps its state (default: ~/.nicompute/<hotkey>).")
    var data: String?

    @OptionGroup var state: StateOptions
    @OptionGroup var challenge: ChallengeOptions

    /// The data directory of a hotkey for which none was chosen.
    static func dataDirectory(of hotkey: AccountID) -> String { Wallet.expanded("~/.nicompute/\(hotkey)") }
}
