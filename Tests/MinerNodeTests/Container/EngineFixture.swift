import Docker
import Foundation
import Keys
import Logging
import MinerNode
import NIOCore
import NIOPosix
import Testing

/// A miner of its own on a real engine, with nothing left of it afterwards.
struct EngineFixture: Sendable {
    /// Why live tests are skipped.
    static let comment: Comment = "set NI_TEST_DOCKER_HOST=unix:///path/to/docker.sock to run these on a real engine"
    static let image = ProcessInfo.processInfo.environment["NI_TEST_BASE_IMAGE"] ?? "nicompute/base:latest"
    static var isPresent: Bool { variable != nil }

    private static var variable: String? { ProcessInfo.processInfo.environment["NI_TEST_DOCKER_HOST"] }

    let docker: DockerClient
    let host: EngineHost
    let miner: String
    let directory: URL

    /// Runs `body` with a miner that no other test has.
    static func with(_ body: (EngineFixture) async throws -> Void) async throws {
        let path = try DockerClient.socketPath(environment: ["DOCKER_HOST": try #require(variable)])
        let directory = FileManager.default.temporaryDirectory.appending(path: "ni-host-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let logger = Logger(label: "test")
        try await DockerClient.with(socketPath: path, logger: logger) { docker in
            let miner = "test-\(UUID().uuidString.lowercased())"
            let fixture = EngineFixture(
                docker: docker,
                host: EngineHost(docker: docker, minerHotkey: miner, baseImage: image, logger: logger), miner: miner,
                directory: directory)
            let result: Result<Void, any Error>
            do {
                result = .success(try await body(fixture))
            } catch {
                result = .failure(error)
            }
            let left = try await Set(fixture.host.owned().map(\.id)).union(fixture.host.strays())
            for id in left { try await fixture.host.remove(id) }
            try result.get()
        }
    }

    /// An order with a fresh id and a free port of 127.0.0.1.
    func order(script: String = "", key: String = "", volume: String = "/tmp") async throws -> ContainerOrder {
        let id = SecureRandom.bytes(16).map { String(format: "%02x", $0) }.joined()
        return ContainerOrder(
            id: id, owner: "owner-1", deadline: Date(timeIntervalSince1970: 2_000_000_000), kind: .tenant,
            baseImage: Self.image, script: script, sshKey: key,
            password: RootPassword(SecureRandom.password(length: 24)), volumePath: volume,
            sshPort: try await Self.freePort(), sshBind: "127.0.0.1", shmBytes: 64 << 20, limits: nil, gpus: false,
            buildLimit: .seconds(120))
    }

    /// The container of `order`, whose sshd answers.
    @discardableResult
    func provision(_ order: ContainerOrder) async throws -> ProvisionedContainer {
        try await host.provision(order) { _ in }
    }

    /// Everything of the allocation that the engine still lists.
    func left(of id: String) async throws -> [String] {
        let filters = EngineFilters.labels("ni.miner=\(miner)", "ni.allocation=\(id)")
        return try await docker.listContainers(filters: filters).map(\.id)
            + docker.listVolumes(filters: filters).map(\.name) + docker.listNetworks(filters: filters).map(\.name)
            + docker.listImages(filters: filters).map(\.id)
    }

    /// Runs `commands` in the container of `order`, from outside.
    func inside(_ container: ProvisionedContainer, _ commands: String) async throws -> String {
        try await docker.exec(["/bin/sh", "-c", commands], in: container.containerID).output.text
    }

    static func freePort() async throws -> Int {
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(channel.localAddress?.port)
        try await channel.close()
        return port
    }
}
