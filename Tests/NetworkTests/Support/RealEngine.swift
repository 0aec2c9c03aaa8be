import Docker
import Foundation
import MinerNode
import TestSupport
import Testing

/// The container engine that the stories run on.
enum RealEngine {
    /// Why the stories are skipped.
    static let comment: Comment = "set NI_TEST_DOCKER_HOST=unix:///path/to/docker.sock to run these on a real engine"
    static let image = ProcessInfo.processInfo.environment["NI_TEST_BASE_IMAGE"] ?? "nicompute/base:latest"
    /// The value of `DOCKER_HOST` for the programs under test; nil without an engine.
    static let address = ProcessInfo.processInfo.environment["NI_TEST_DOCKER_HOST"]

    private static let preparation = Task {
        try await with { docker in
            try await EngineHost(docker: docker, minerHotkey: "test", baseImage: image, logger: .silent)
                .prepareBase()
        }
    }

    /// The SSH base image exists, made once for all tests.
    static func prepare() async throws { try await preparation.value }

    /// Runs `body` with a client of the engine.
    static func with<R: Sendable>(_ body: @Sendable (DockerClient) async throws -> R) async throws -> R {
        let path = try DockerClient.socketPath(environment: ["DOCKER_HOST": try #require(address)])
        return try await DockerClient.with(socketPath: path, logger: .silent, body)
    }

    /// Everything that the engine has of the miner with this hotkey, but for the container with which it proves, beside
    /// everything else at its start, that the engine works.
    static func objects(of hotkey: String) async throws -> [String] {
        try await with { docker in
            let filters = EngineFilters.labels("ni.miner=\(hotkey)")
            return try await docker.listContainers(filters: filters)
                .filter { $0.labels["ni.kind"] != "check" }.map { "container \($0.id)" }
                + docker.listVolumes(filters: filters).map { "volume \($0.name)" }
                + docker.listNetworks(filters: filters).map { "network \($0.name)" }
                + docker.listImages(filters: filters).map { "image \($0.id)" }
        }
    }

    /// Nothing of that miner is on the engine any more.
    static func clean(_ hotkey: String) async throws {
        try await with { docker in
            let host = EngineHost(docker: docker, minerHotkey: hotkey, baseImage: image, logger: .silent)
            for id in try await Set(host.owned().map(\.id)).union(host.strays()) { try await host.remove(id) }
        }
    }
}
