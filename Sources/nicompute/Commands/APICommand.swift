import AllocationAPI
import ArgumentParser
import AsyncHTTPClient
import Chain
import Foundation
import JSON
import Keys
import Logging
import Monitoring
import SharedState
import Store
import Wire

/// `nicompute api`: the Resource Allocation API.
struct APICommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "api", abstract: "Serve the Resource Allocation API over HTTPS.")

    @OptionGroup var wallet: HotkeyOptions
    @OptionGroup var subnet: SubnetOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var logging: LoggingOptions
    @OptionGroup var file: ConfigurationOptions
    @OptionGroup var logFile: LogFileOptions
    @OptionGroup var storeOptions: StoreOptions
    @OptionGroup var state: StateOptions
    @OptionGroup var metrics: MetricsOptions
    @OptionGroup var autoUpdate: AutoUpdateOptions

    @Option(name: [.customLong("axon.ip"), .customLong("api.ip")], help: "The address to listen on.")
    var ip = "0.0.0.0"

    @Option(name: [.customLong("axon.port"), .customLong("api.port")], help: "The port to listen on.")
    var port = 8_903

    @Option(name: [.customLong("api.cert")], help: "The server's certificate.")
    var certificate = "cert/server.cer"

    @Option(name: [.customLong("api.key")], help: "The server's private key.")
    var key = "cert/server.key"

    @Option(name: [.customLong("api.ca")], help: "The authority that clients' certificates come from.")
    var authority = "cert/ca.cer"

    @Option(name: [.customLong("api.client-cert")], help: "Whether clients need a certificate: required or optional.")
    var clientCertificates: ServerTLS.ClientCertificates = .required

    @Flag(name: [.customLong("api.insecure")], help: "Plain HTTP, on a loopback address only.")
    var insecure = false

    @Flag(
        name: [.customLong("api.whitelist"), .customLong("api.whitelist_ips")],
        help: "Only the addresses and CIDR ranges of WHITELISTED_IPS may come.")
    var whitelist = false

    @Option(
        name: [.customLong("api.health-interval"), .customLong("api.health_interval")],
        help: "Seconds between two health checks of what is rented.")
    var healthInterval = 180

    @Flag(
        name: [.customLong("api.test-endpoints"), .customLong("api.test_endpoints")],
        help: "Serve /test/notify, which sends test notices to the receivers of webhooks.")
    var testEndpoints = false

    @Option(
        name: [.customLong("webhooks.ca"), .customLong("webhooks_ca")],
        help: "An authority (PEM) that receivers of webhooks may have their certificate from.")
    var webhooksAuthority: String?

    @Flag(
        name: [.customLong("store.python-compatible")],
        help: "Keep the clear rows that the Python program reads, passwords included.")
    var pythonCompatible = false

    @Option(
        name: [.customLong("penalty.authorities"), .customLong("penalty_authorities")],
        help: "Hotkeys, comma-separated, of the validators whose penalties count (default: the network's).")
    var penaltyAuthorities: String?

    @Option(
        name: [.customLong("state.publishers"), .customLong("state_publishers")],
        help: """
            Hotkeys, comma-separated, of the validators whose rentals are believed beside those with stake over 10,000 \
            (default: the network's).
            """)
    var statePublishers: String?

    func validate() throws {
        guard (1...86_400).contains(healthInterval) else {
            throw ValidationError("--api.health-interval wants seconds, 1 to 86400")
        }
    }

    func run() async throws {
        let logger = try logFile.logger("api", level: logging.level, wallet: wallet, netuid: subnet.netuid)
        autoUpdate.note(logger)
        let configuration = try configured()
        try await ServiceRunner.explaining { try configuration.check() }
        let network = try self.network.network()
        let keypair = try wallet.keypair(logger: logger)
        let path = try storeOptions.path()
        let store = try SQLiteStore(path: path, pythonCompatible: pythonCompatible, logger: logger)
        let presence = try ProcessPresence(path: path + ".lock")
        let registry = MetricsRegistry()
        registry.addProcess()
        let ending = ServiceEnding()
        let connection = network.connect(logger: logger)
        // Rentals are looked after while the chain is away, too: with what was known of it, or with nothing.
        let metagraph = try await MetagraphCache(
            subtensor: connection.chain, netuid: subnet.netuid, interval: .seconds(600),
            memory: MetagraphFile(path: path + ".metagraph.json", network: network, netuid: subnet.netuid),
            startsUnread: true, checksTime: network.isPublic, logger: logger)
        let service = try AllocationService(
            configuration: configuration, store: store, metagraph: metagraph,
            dendrite: Dendrite(keypair: keypair, http: .dendrite),
            state: try part(store, keypair, registry, ending, logger: logger), metrics: registry,
            alone: presence.isAlone, since: presence.since, logger: logger)
        var services = service.services
        if let port = metrics.port { services.append(MetricsServer(registry: registry, port: port, logger: logger)) }
        try await ServiceRunner.run(services, ending: ending, logger: logger)
        await connection.shutdown()
        withExtendedLifetime(presence) {}
    }

    /// How the API listens, and whom it lets in and tells.
    private func configured() throws -> AllocationService.Configuration {
        let environment = ProcessInfo.processInfo.environment
        let tls = ServerTLS(
            keyPath: key, certificatePath: certificate, authorityPath: authority,
            clientCertificates: clientCertificates)
        // Receivers want a client's certificate: the one that `nicompute certs` makes beside the server's, if it is there.
        let client = CertificatePaths(directory: (certificate as NSString).deletingLastPathComponent).client
        let hasClient = [client.certificate, client.key].allSatisfy { FileManager.default.fileExists(atPath: $0) }
        return AllocationService.Configuration(
            ip: ip, port: port, tls: insecure ? nil : tls,
            allowed: try whitelist ? AddressRanges(environment["WHITELISTED_IPS"] ?? "") : nil,
            healthInterval: .seconds(healthInterval),
            webhooks: try WebhookSettings(
                environment: environment, authorityPath: webhooksAuthority,
                certificatePath: hasClient ? client.certificate : insecure ? nil : certificate,
                keyPath: hasClient ? client.key : insecure ? nil : key),
            hasTestEndpoints: testEndpoints, version: ProductVersion.text)
    }

    /// The API's part of the shared state; nil where there is none.
    private func part(
        _ store: SQLiteStore, _ keypair: Keypair, _ registry: MetricsRegistry, _ ending: ServiceEnding, logger: Logger
    ) throws -> StatePart? {
        guard let project = try state.connect(logger: logger) else { return nil }
        let netuid = Int(subnet.netuid)
        return StatePart(
            publisher: RunPublisher(
                project: project,
                identity: RunIdentity(
                    keypair: keypair, role: .validator, netuid: netuid,
                    flags: .object([
                        "netuid": .integer(Int64(netuid)), "subtensor": try network.published(),
                    ])),
                memory: StoreRunMemory(store: store, hotkey: keypair.account.ss58),
                exitCode: { ending.exitCode }, metrics: registry, logger: logger),
            board: StateBoard(project: project, netuid: netuid, metrics: registry, logger: logger), store: store,
            authorities: penaltyAuthorities.map(Self.hotkeys) ?? DefaultAuthorities.penalties,
            publishers: statePublishers.map(Self.hotkeys) ?? DefaultAuthorities.publishers)
    }

    /// The words of `list`, between commas.
    private static func hotkeys(_ list: String) -> Set<String> {
        Set(list.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty })
    }
}

extension ServerTLS.ClientCertificates: ExpressibleByArgument {}
