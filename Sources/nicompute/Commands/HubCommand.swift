import ArgumentParser
import Foundation
import Hub
import Keys
import Logging
import SharedState

/// `nicompute hub`: the shared state of a private fleet or a local network.
struct HubCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hub", abstract: "Serve the shared state to a private fleet: no account, no internet.",
        discussion: """
            It speaks the part of Weights & Biases' HTTP API that nodes use, those of the Python program included: \
            give them WANDB_BASE_URL=http://IP:PORT. Its page at / shows the nodes. It speaks plain HTTP: over a \
            network put a TLS proxy before it, and give nodes its https:// address; where everybody on the way may read \
            the keys, nodes of ours take http:// with --wandb.allow-plain.
            """)

    @Option(help: "The address to listen on.")
    var ip = "127.0.0.1"

    @Option(help: "The port to listen on.")
    var port = 8_300

    @Option(help: "Its runs live here.")
    var data = ".nicompute/hub"

    @Flag(help: "Keep the runs in memory, and nothing when it ends.")
    var memory = false

    @Option(
        help: "A file of keys, one of 40 characters or more per line, NAME:KEY or KEY. Without it on loopback only.")
    var keys: String?

    @Option(help: "Seconds after which a node that was not heard of counts as crashed.")
    var crashAfter = 180.0

    @Option(
        name: [.customLong("wandb.entity"), .customLong("wandb_entity")], help: "The owner of the project of runs.")
    var entity = WandbAddress.networkEntity

    @Option(name: [.customLong("wandb.project"), .customLong("wandb_project")], help: "The project of runs.")
    var project = WandbAddress.networkProject

    @OptionGroup var logging: LoggingOptions
    @OptionGroup var file: ConfigurationOptions

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port must be 0 to 65535") }
        guard (1...86_400).contains(crashAfter) else { throw ValidationError("--crash-after must be 1 to 86400") }
    }

    func run() async throws {
        let logger = logging.logger("hub")
        let directory = Wallet.expanded(data)
        if !memory { try PrivateFile.makeDirectory(directory) }
        let configuration = HubConfiguration(
            ip: ip, port: port, path: memory ? nil : "\(directory)/hub.db",
            keys: try keys.map { try HubKeyFile.read(path: Wallet.expanded($0)) } ?? [], entity: entity,
            project: project,
            crashAfter: .seconds(crashAfter))
        let host = ip.contains(":") ? "[\(ip)]" : ip
        let hub = try Hub(configuration: configuration, logger: logger) { port in
            FileHandle.standardOutput.write(Data("hub: http://\(host):\(port)  \(entity)/\(project)\n".utf8))
        }
        try await ServiceRunner.run(hub.services, logger: logger)
    }
}
