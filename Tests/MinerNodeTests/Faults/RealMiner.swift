import Docker
import Foundation
import Keys
import Logging
import Market
import MinerNode
import TestSupport
import Testing
import Timing
import Wire

/// A miner's keeper on a real engine: what a miner's process is without its chain and its axon.
///
/// Nothing of it is left on the engine or the disk afterwards.
struct RealMiner: Sendable {
    let docker: DockerClient
    let host: EngineHost
    let keeper: RentalKeeper
    let hotkey: String
    /// For the files of the test.
    let directory: URL
    let ledgerPath: String
    let ssh: SSHClient
    /// The renter's public SSH key.
    let sshKey: String
    private let time: @Sendable () -> TimeReading

    /// What a test wants other than the usual.
    struct Options: Sendable {
        /// The engine's socket; nil for the engine of all tests.
        var socketPath: String?
        var baseImage = EngineFixture.image
        /// Where the ledger is; nil for a directory of its own.
        var dataDirectory: String?
        var trap = Trap()
        var time: @Sendable () -> TimeReading = TimeReading.now
        var logger = Logger.silent
    }

    /// Runs `body` with a free miner.
    static func with(_ options: Options = Options(), _ body: (RealMiner) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "ni-miner-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let socketPath = try options.socketPath ?? EngineFixture.socketPath
        try await DockerClient.with(socketPath: socketPath, logger: options.logger) { docker in
            let miner = try await RealMiner(docker, directory, options)
            let result: Result<Void, any Error>
            do {
                result = .success(try await body(miner))
            } catch {
                result = .failure(error)
            }
            do {
                let left = try await Set(miner.host.owned().map(\.id)).union(miner.host.strays())
                for id in left { try await miner.host.remove(id) }
            } catch {
                // What the test found is told first.
                try result.get()
                throw error
            }
            try result.get()
        }
    }

    private init(_ docker: DockerClient, _ directory: URL, _ options: Options) async throws {
        self.docker = docker
        self.directory = directory
        time = options.time
        hotkey = "test-\(UUID().uuidString.lowercased())"
        host = EngineHost(docker: docker, minerHotkey: hotkey, baseImage: options.baseImage, logger: options.logger)
        ledgerPath = (options.dataDirectory ?? directory.appending(path: "data").path) + "/state.json"
        let port = try await EngineFixture.freePort()
        ssh = SSHClient(directory: directory, port: port)
        sshKey = try await ssh.makeKey()
        keeper = RentalKeeper(
            host: ObservedHost(inner: host, trap: options.trap), ledger: try MinerLedger(path: ledgerPath),
            settings: .init(sshPort: port, sshBind: "127.0.0.1", baseImage: options.baseImage),
            machine: { Machine(cpuCount: 8, ramAvailable: 256 << 20, diskFree: 500 << 30, gpus: []) },
            time: options.time, logger: options.logger)
    }

    /// The answer to a rental of `key`; `timeout` is how long the renter waits, in seconds.
    func rent(
        _ key: String, by renter: UInt8 = 1, script: String = "", volume: String = "/tmp", timeout: Double = 120
    ) async throws -> AllocateOutput {
        let wish = DockerRequirement(sshKey: sshKey, volumePath: volume, dockerfile: script)
        return try await ask(
            Allocate(timeline: 1, checking: false, publicKey: key, dockerRequirement: wish), by: renter,
            timeout: timeout)
    }

    /// The answer to a release of `key`.
    func giveBack(_ key: String, by renter: UInt8 = 1) async throws -> AllocateOutput {
        try await ask(Allocate(timeline: 0, checking: false, publicKey: key), by: renter)
    }

    /// The answer to any request.
    func ask(_ request: Allocate, by renter: UInt8 = 1, timeout: Double = 60) async throws -> AllocateOutput {
        let caller = Caller(
            hotkey: try Renters.hotkey(renter), priority: 1, signedBody: true, nonce: 1, timeout: timeout,
            arrived: time().boot)
        return await keeper.answer(request, from: caller)
    }

    /// What the ledger's file says.
    func written() throws -> MinerMemory { try MinerLedger(path: ledgerPath).memory }

    /// Everything that the engine has of this miner.
    func objects() async throws -> [String] {
        let filters = EngineFilters.labels("ni.miner=\(hotkey)")
        return try await docker.listContainers(filters: filters).map { "container \($0.id)" }
            + docker.listVolumes(filters: filters).map { "volume \($0.name)" }
            + docker.listNetworks(filters: filters).map { "network \($0.name)" }
            + docker.listImages(filters: filters).map { "image \($0.id)" }
    }

    /// Reconciles as the miner's service does until the ledger says free and the engine has nothing of the miner.
    func comesToRest(_ after: Comment, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        try await reconcile(until: after, sourceLocation: sourceLocation) {
            guard try written().state == .free else { return false }
            return try await objects().isEmpty
        }
        #expect(await keeper.state == .free, after, sourceLocation: sourceLocation)
    }

    /// Reconciles as the miner's service does until `condition` holds; fails when it does not within a minute.
    func reconcile(
        until what: Comment, sourceLocation: SourceLocation = #_sourceLocation, _ condition: () async throws -> Bool
    ) async throws {
        let end = ContinuousClock.now + .seconds(60)
        for wait in Backoff(first: .milliseconds(50), most: .seconds(1)) {
            await keeper.reconcile()
            if try await condition() { return }
            try #require(ContinuousClock.now < end, what, sourceLocation: sourceLocation)
            try await Pacing.rest(wait)
        }
    }

    /// A fresh renter gets the machine, logs in, and gives it back; nothing is left of that.
    func rentsAgain(_ after: Comment, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let key = try LoneKeys.fresh()
        let answer = try await rent(key)
        try #require(answer.status == true, "\(after): \(answer.message ?? "")", sourceLocation: sourceLocation)
        #expect(try await ssh.withKey("echo in").output == "in\n", after, sourceLocation: sourceLocation)
        #expect(try await giveBack(key).status == true, after, sourceLocation: sourceLocation)
        #expect(try await objects().isEmpty, after, sourceLocation: sourceLocation)
        #expect(try written().state == .free, after, sourceLocation: sourceLocation)
    }
}

extension EngineFixture {
    /// The socket of the engine of all tests.
    static var socketPath: String {
        get throws {
            let address = ProcessInfo.processInfo.environment["NI_TEST_DOCKER_HOST"]
            return try DockerClient.socketPath(environment: ["DOCKER_HOST": try #require(address)])
        }
    }
}
