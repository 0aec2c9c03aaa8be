import AllocationAPI
import AsyncHTTPClient
import Chain
import DevChain
import Foundation
import Keys
import Market
import Store
import Synchronization
import TestSupport
import Testing
import Wire

/// One chain, one miner and one API as real processes, with wallets and certificates in a directory of their own.
///
/// Nothing of it is left afterwards, whatever the test did: processes, containers, files, in this order.
final class Cluster: Sendable {
    let directory: String
    let miner: Keypair
    let validator: Keypair
    /// The mnemonic of the validator's hotkey, for a program that signs as it.
    let validatorSecret: String
    let minerIP: String
    let axonPort: Int
    let sshPort: Int
    let apiPort: Int
    let hubPort: Int
    let certificates: CertificatePaths
    private let chainPort: Int
    private let keepsChain: Bool
    private let running = Mutex<[String: NodeProcess]>([:])

    /// The miner's address.
    var hotkey: String { miner.account.ss58 }

    private var genesis: String { "\(directory)/genesis.json" }

    /// Runs `body` with a cluster of which only the chain runs yet; with `keepsChain` it has files and outlives a kill.
    static func with(
        keepsChain: Bool = false, isolation: isolated (any Actor)? = #isolation,
        _ body: (Cluster) async throws -> Void
    ) async throws {
        try await RealEngine.prepare()
        let directory = FileManager.default.temporaryDirectory.appending(path: "ni-net-\(UUID().uuidString)").path
        try PrivateFile.makeDirectory(directory)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let cluster = try await Cluster(directory, keepsChain: keepsChain)
        var failure: (any Error)?
        do {
            try await cluster.startChain()
            try await body(cluster)
        } catch {
            print(cluster.log)
            failure = error
        }
        for process in cluster.running.withLock({ $0 }).values { try? await process.stop() }
        do {
            try await RealEngine.clean(cluster.hotkey)
        } catch {
            failure = failure ?? error
        }
        if let failure { throw failure }
    }

    private init(_ directory: String, keepsChain: Bool) async throws {
        self.directory = directory
        self.keepsChain = keepsChain
        // Every cluster has an address of its own, so that none waits for another's ports.
        minerIP = "127.77.\(UInt8.random(in: 1...254)).\(UInt8.random(in: 1...254))"
        (axonPort, sshPort) = (try await Port.free(minerIP), try await Port.free(minerIP))
        (apiPort, chainPort) = (try await Port.free("127.0.0.1"), try await Port.free("127.0.0.1"))
        hubPort = try await Port.free("127.0.0.1")
        var keypairs: [Keypair] = []
        let mnemonic = Mnemonic.generate()
        validatorSecret = mnemonic.reveal()
        for name in ["validator", "miner", "stranger"] {
            let key = try StoredKey(mnemonic: name == "validator" ? mnemonic : .generate())
            try Wallet(name: name, root: "\(directory)/wallets").writeHotkey(key)
            keypairs.append(key.keypair)
        }
        (validator, miner) = (keypairs[0], keypairs[1])
        certificates = try CertificateMaker(directory: "\(directory)/cert").makeAll()
        let (validator, miner) = (keypairs[0].account, keypairs[1].account)
        let beginning = GenesisConfiguration(
            balances: [validator: 1_000_000_000_000, miner: 1_000_000_000_000],
            subnets: [GenesisSubnet(netuid: 27, ownerHotkey: validator, ownerColdkey: validator)],
            neurons: [
                GenesisNeuron(netuid: 27, hotkey: validator, coldkey: validator, stake: 1_000_000_000_000_000),
                GenesisNeuron(netuid: 27, hotkey: miner, coldkey: miner),
            ])
        try PrivateFile.write([UInt8](try JSONEncoder().encode(beginning)), to: "\(directory)/genesis.json")
    }

    /// The chain answers; the miner tells it its axon itself.
    func startChain() async throws {
        let process = try NodeProcess(
            [
                "localnet", "chain", "--no-dev-accounts", "--genesis", genesis, "--port", "\(chainPort)",
                "--block-time", "0.25", "--serving-rate-limit", "0",
            ] + (keepsChain ? ["--data", "\(directory)/chain"] : ["--memory"]), logPath: "\(directory)/chain.log")
        running.withLock { $0["chain"] = process }
        try await Eventually.holds("the chain does not start") {
            try #require(process.end == nil, "the chain ended at its start")
            return await Port.isOpen("127.0.0.1", chainPort)
        }
    }

    /// The chain is killed, as by a power cut.
    func killChain() async throws {
        try await #require(running.withLock { $0["chain"] }).stop()
    }

    /// The miner serves, at `port` where another is wanted, and the chain says where; `failpoint` is where it is killed.
    @discardableResult
    func startMiner(
        failpoint: String? = nil, port: Int? = nil, more: [String] = ["--axon.unsigned-bodies", "deny"]
    ) async throws -> NodeProcess {
        let before = published
        let process = try launchMiner(failpoint: failpoint, port: port, more: more)
        try await serves(process, "miner", minerIP, port ?? axonPort)
        // An API that starts now must find it in the metagraph.
        try await Eventually.holds("the miner does not publish its axon") { published > before }
        return process
    }

    private var published: Int { count("axon published", in: "miner") + count("axon is published", in: "miner") }

    /// The miner's process runs, and perhaps waits for something yet; `wallet` is another than its own.
    func launchMiner(
        failpoint: String? = nil, port: Int? = nil, wallet: String = "miner", more: [String] = []
    ) throws -> NodeProcess {
        try launch(
            "miner",
            [
                "--axon.ip", minerIP, "--axon.port", "\(port ?? axonPort)", "--ssh.port", "\(sshPort)",
                "--ssh.bind", minerIP, "--miner.base-image", RealEngine.image, "--data",
                "\(directory)/state-\(wallet)",
            ] + more, wallet: wallet, failpoint: failpoint)
    }

    /// The hub serves; nodes that are to use it get ``hubFlags``. Who is silent for `crashAfter` seconds has crashed.
    @discardableResult
    func startHub(crashAfter: Int = 5) async throws -> NodeProcess {
        let process = try NodeProcess(
            ["hub", "--port", "\(hubPort)", "--data", "\(directory)/hub", "--crash-after", "\(crashAfter)"],
            logPath: "\(directory)/hub.log")
        running.withLock { $0["hub-\(UUID().uuidString)"] = process }
        try await serves(process, "hub", "127.0.0.1", hubPort)
        return process
    }

    /// What a node of this cluster needs to use the hub.
    var hubFlags: [String] { ["--state", "hub", "--wandb.base-url", "http://127.0.0.1:\(hubPort)"] }

    /// The API serves, at `port` where it is not the only one; `failpoint` is where it is killed.
    @discardableResult
    func startAPI(
        failpoint: String? = nil, port: Int? = nil, more: [String] = [], environment: [String: String] = [:]
    ) async throws -> NodeProcess {
        let port = port ?? apiPort
        let process = try launch(
            "api",
            [
                "--axon.ip", "127.0.0.1", "--axon.port", "\(port)", "--api.cert", certificates.server, "--api.key",
                certificates.serverKey, "--api.ca", certificates.ca, "--store", "sqlite:\(storePath)",
            ] + more, wallet: "validator", failpoint: failpoint, environment: environment,
            log: port == apiPort ? "api" : "api-2")
        try await serves(process, "api", "127.0.0.1", port)
        return process
    }

    /// The API's store.
    var storePath: String { "\(directory)/database.db" }

    /// The API's store, as another process sees it.
    func store() throws -> SQLiteStore { try SQLiteStore(path: storePath, logger: .silent) }

    /// Nothing that was begun is unfinished.
    func settles() async throws {
        let store = try store()
        try await Eventually.holds("a record is unfinished") {
            try await store.rentals(in: [.reserved, .releasing]).isEmpty
        }
    }

    /// How many containers of the miner's the engine has.
    func containers() async throws -> Int { try await objects().count { $0.hasPrefix("container ") } }

    /// No record is left, whatever had been begun, and nothing is on the engine.
    func comesToRest() async throws {
        let store = try store()
        try await Eventually.holds("a record is left") {
            try await store.rentals(in: Set(RentalState.allCases)).isEmpty
        }
        #expect(try await objects() == [])
    }

    private func launch(
        _ role: String, _ arguments: [String], wallet: String, failpoint: String?, environment: [String: String] = [:],
        log: String? = nil
    ) throws -> NodeProcess {
        var environment = environment
        if let failpoint { environment["NI_FAILPOINT"] = "\(failpoint):crash" }
        let common = [
            role, "--wallet.name", wallet, "--wallet.path", "\(directory)/wallets", "--subtensor.network",
            "ws://127.0.0.1:\(chainPort)", "--netuid", "27",
        ]
        let process = try NodeProcess(
            common + arguments, environment: environment, logPath: "\(directory)/\(log ?? role).log")
        running.withLock { $0["\(role)-\(UUID().uuidString)"] = process }
        return process
    }

    private func serves(_ process: NodeProcess, _ role: String, _ ip: String, _ port: Int) async throws {
        try await Eventually.holds("\(role) does not start") {
            try #require(process.end == nil, "\(role) ended at its start")
            return await Port.isOpen(ip, port)
        }
    }

    /// The miner's address for a dendrite.
    var target: AxonTarget { AxonTarget(hotkey: miner.account, ip: minerIP, port: axonPort) }

    /// What the miner answers to the validator, or to another caller; nil when it does not answer.
    func ask(_ message: Allocate, as caller: Keypair? = nil) async -> AllocateOutput? {
        let dendrite = Dendrite(keypair: caller ?? validator, http: .shared, ip: "127.0.0.1")
        guard
            case .answered(let answer, true) = await dendrite.call(
                Allocate.name, message, to: target, timeout: .seconds(60))
        else { return nil }
        return answer.output
    }

    /// Whether the miner says that it is free.
    func isFree() async -> Bool {
        await ask(Allocate(timeline: 1, checking: true))?.status == true
    }

    /// Everything that the engine has of this miner.
    func objects() async throws -> [String] { try await RealEngine.objects(of: hotkey) }

    /// A client of ssh for the container.
    var ssh: SSHClient { SSHClient(directory: directory, ip: minerIP, port: sshPort) }

    /// Runs `body` with a client of the API at `port` or the usual one, with its certificate or without.
    func withAPI<R>(
        certificate: Bool = true, port: Int? = nil, isolation: isolated (any Actor)? = #isolation,
        _ body: (APIClient) async throws -> R
    ) async throws -> R {
        let client = certificates.client
        return try await APIClient.with(
            apiURL(port: port), ca: certificates.ca, certificate: certificate ? client.certificate : nil,
            key: certificate ? client.key : nil, body)
    }

    /// The API's address.
    func apiURL(port: Int? = nil) -> String { "https://127.0.0.1:\(port ?? apiPort)" }

    /// How often `role` has printed `text`.
    func count(_ text: String, in role: String) -> Int {
        let log = (try? String(contentsOfFile: "\(directory)/\(role).log", encoding: .utf8)) ?? ""
        return log.ranges(of: text).count
    }

    /// Everything that the processes have printed.
    var log: String {
        ["chain", "hub", "miner", "api", "api-2"].map { role in
            let text = (try? String(contentsOfFile: "\(directory)/\(role).log", encoding: .utf8)) ?? ""
            return "--- \(role) ---\n" + text
        }.joined(separator: "\n")
    }
}
