import AllocationAPI
import AsyncHTTPClient
import Chain
package import Docker
import Foundation
import Keys
package import Logging
import MinerNode
package import ServiceLifecycle
import Store
import Wire

/// A whole network on this machine: chain stand-in, miners, allocation API, on loopback and in one directory.
///
/// Each part is what runs in production and talks over the same wires; only the addresses differ.
package struct Localnet: Sendable {
    /// All services of all parts.
    package let services: [any Service]
    /// What runs where, for people.
    package let table: String
    private let directory: String
    private let lock: DirectoryLock

    /// The wallet of the API's hotkey, a validator with stake.
    static let validatorWallet = "validator"

    /// A network that comes back the same when `configuration.directory` holds one.
    ///
    /// - Parameter ready: Called once every part accepts requests.
    package init(
        configuration: LocalnetConfiguration, docker: DockerClient, logger: Logger,
        ready: @escaping @Sendable () async -> Void = {}
    ) async throws {
        let directory = configuration.directory
        try PrivateFile.makeDirectory(directory)
        lock = try DirectoryLock(directory)
        ReadyFile.remove(directory)
        let plan: LocalnetPlan
        if let kept = try LocalnetPlan.read(directory) {
            plan = kept
        } else {
            let images = try await docker.listImages(filters: ["label": ["ni.image"]]).map(\.id)
            plan = try LocalnetPlan.make(
                miners: configuration.miners, apiPort: configuration.apiPort, imagesBefore: images,
                now: Date().timeIntervalSince1970)
            try plan.write(directory)
        }
        let wallets = try LocalnetWallets(directory: directory, plan: plan)
        let network = "\(directory)/network.json"
        try wallets.network(plan, configuration).write(network)
        let certificates = try LocalnetCertificates.ensure("\(directory)/cert")
        let subtensor = FileSubtensor(path: network)
        let file = ReadyFile(
            api: .init(
                url: "https://127.0.0.1:\(plan.apiPort)", ca: certificates.ca,
                clientCert: certificates.client.certificate, clientKey: certificates.client.key),
            miners: zip(plan.miners, wallets.miners).map {
                .init(hotkey: $1.account.ss58, axon: "\($0.ip):\($0.axonPort)", sshPort: $0.sshPort)
            })
        let readiness = Readiness(parts: plan.miners.count + 1) {
            try? file.write(directory)
            await ready()
        }

        var services: [any Service] = []
        for (member, keypair) in zip(plan.miners, wallets.miners) {
            let log = logger.labelled(member.wallet)
            var axon = Axon.Configuration(ip: member.ip, port: member.axonPort)
            axon.unsignedBodies = .deny
            let host = EngineHost(
                docker: docker, minerHotkey: keypair.account.ss58, baseImage: configuration.baseImage, logger: log)
            try await host.check()
            let miner = try await Miner(
                configuration: MinerConfiguration(
                    netuid: configuration.netuid, axon: axon,
                    rental: .init(
                        sshPort: member.sshPort, sshBind: member.ip, baseImage: configuration.baseImage),
                    dataDirectory: "\(directory)/\(member.wallet)", metagraphInterval: .seconds(5)),
                keypair: keypair, subtensor: subtensor, host: host, gpus: [], logger: log,
                listening: { _ in await readiness.oneMore() })
            services += miner.services
        }
        let log = logger.labelled("api")
        let store = try SQLiteStore(path: "\(directory)/database.db", logger: log)
        let metagraph = try await MetagraphCache(
            subtensor: subtensor, netuid: configuration.netuid, interval: .seconds(5), logger: log)
        let tls = ServerTLS(
            keyPath: certificates.serverKey, certificatePath: certificates.server, authorityPath: certificates.ca)
        let api = try AllocationService(
            configuration: .init(ip: "127.0.0.1", port: plan.apiPort, tls: tls, version: configuration.version),
            store: store, metagraph: metagraph,
            dendrite: Dendrite(keypair: wallets.validator, http: .dendrite, ip: "127.0.0.1"), alone: true, logger: log,
            listening: { _ in await readiness.oneMore() })
        self.services = services + api.services
        self.directory = directory
        table = LocalnetTable.text(directory: directory, ready: file)
    }

    /// Tells scripts that the network does not run any more; call it when the services have ended.
    package func noteStopped() {
        ReadyFile.remove(directory)
    }
}

extension Logger {
    fileprivate func labelled(_ part: String) -> Logger {
        var logger = self
        logger[metadataKey: "part"] = "\(part)"
        return logger
    }
}
