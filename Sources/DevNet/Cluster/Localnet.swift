import AllocationAPI
import Chain
import DevChain
package import Docker
import Foundation
import Hub
import Keys
package import Logging
import MinerNode
package import ServiceLifecycle
import Store

/// A whole network on this machine: development chain, hub, miners, allocation API, on loopback and in one directory.
///
/// Each part is what runs in production and talks over the same wires; only the addresses differ.
package struct Localnet: Sendable {
    /// All services of all parts.
    package let services: [any Service]
    private let directory: String
    private let lock: DirectoryLock

    /// The wallet of the API's hotkey, a validator with stake.
    static let validatorWallet = "validator"

    /// A network that comes back the same when `configuration.directory` holds one.
    ///
    /// - Parameter ready: Called with what runs where, for people, once every part accepts requests, and the chain knows
    ///   every miner's axon.
    package init(
        configuration: LocalnetConfiguration, docker: DockerClient, logger: Logger,
        ready: @escaping @Sendable (_ table: String) async -> Void = { _ in }
    ) async throws {
        let directory = configuration.directory
        try PrivateFile.makeDirectory(directory)
        lock = try DirectoryLock(directory)
        ReadyFile.remove(directory)
        let (plan, chainPort, hubPort) = try await Self.plan(configuration, docker)
        let wallets = try LocalnetWallets(directory: directory, plan: plan)
        let certificates = try LocalnetCertificates.ensure("\(directory)/cert")
        let url = "ws://127.0.0.1:\(chainPort)"
        let file = ReadyFile(
            chain: url, hub: "http://127.0.0.1:\(hubPort)",
            api: .init(
                url: "https://127.0.0.1:\(plan.apiPort)", ca: certificates.ca,
                clientCert: certificates.client.certificate, clientKey: certificates.client.key),
            miners: zip(plan.miners, wallets.miners).map {
                .init(hotkey: $1.hotkey.account.ss58, axon: "\($0.ip):\($0.axonPort)", sshPort: $0.sshPort)
            })

        let (listening, chainListens) = AsyncStream.makeStream(of: Int.self)
        let chain = try DevChain(
            configuration: DevChainConfiguration(
                directory: "\(directory)/chain", port: chainPort, blockTime: .seconds(configuration.blockTime),
                finalityLag: configuration.chain.finalityLag,
                parameters: configuration.parameters(miners: plan.miners.count),
                genesis: wallets.genesis(netuid: configuration.netuid)),
            logger: logger, listening: { chainListens.yield($0) })
        let nodes = LocalnetNodes(
            configuration: configuration, plan: plan, wallets: wallets, certificates: certificates,
            network: try NetworkName(url), hub: file.hub, docker: docker, logger: logger, chainListens: listening,
            ready: { specs in
                var file = file
                for index in file.miners.indices { file.miners[index].specs = specs[file.miners[index].hotkey] }
                try? file.write(directory)
                await ready(LocalnetTable.text(directory: directory, ready: file))
            })
        // Nothing can run without the engine, and that is better said before anything is started.
        for (member, keys) in zip(plan.miners, wallets.miners) { try await nodes.host(member, keys).check() }
        try PrivateFile.makeDirectory("\(directory)/hub")
        let hub = try Hub(
            configuration: HubConfiguration(port: hubPort, path: "\(directory)/hub/hub.db"), logger: logger)
        services = chain.services + hub.services + [nodes]
        self.directory = directory
    }

    /// The plan in the directory, made or completed where it has to be, and the ports of chain and hub.
    private static func plan(
        _ configuration: LocalnetConfiguration, _ docker: DockerClient
    ) async throws -> (LocalnetPlan, chainPort: Int, hubPort: Int) {
        let directory = configuration.directory
        var plan: LocalnetPlan
        if let kept = try LocalnetPlan.read(directory) {
            plan = kept
        } else {
            let images = try await docker.listImages(filters: ["label": ["ni.image"]]).map(\.id)
            plan = try LocalnetPlan.make(
                miners: configuration.miners, apiPort: configuration.apiPort, imagesBefore: images)
        }
        let port = try plan.chainPort ?? LocalnetPlan.chainPort()
        plan.chainPort = port
        let hubPort = try plan.hubPort ?? LocalnetPlan.hubPort()
        plan.hubPort = hubPort
        try plan.write(directory)
        return (plan, port, hubPort)
    }

    /// Tells scripts that the network does not run any more; call it when the services have ended.
    package func noteStopped() {
        ReadyFile.remove(directory)
    }
}
