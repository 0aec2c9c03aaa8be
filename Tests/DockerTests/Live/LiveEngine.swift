import Docker
import Foundation
import Testing

/// The engine that live tests use, when the environment names one.
enum LiveEngine {
    /// Why live tests are skipped.
    static let comment: Comment = "set NI_TEST_DOCKER_HOST=unix:///path/to/docker.sock to run these on a real engine"

    static let image = ProcessInfo.processInfo.environment["NI_TEST_BASE_IMAGE"] ?? "nicompute/base:latest"

    static var isPresent: Bool { host != nil }

    private static var host: String? { ProcessInfo.processInfo.environment["NI_TEST_DOCKER_HOST"] }

    /// Runs `body` with a client of the engine and a name that no other test has.
    @discardableResult
    static func with<Value: Sendable>(_ body: (DockerClient, String) async throws -> Value) async throws -> Value {
        let path = try DockerClient.socketPath(environment: ["DOCKER_HOST": try #require(host)])
        let name = "ni-docker-test-\(UUID().uuidString.lowercased())"
        let result = await TestClient.with(socketPath: path) { client in
            let result: Result<Value, any Error>
            do {
                result = .success(try await body(client, name))
            } catch {
                result = .failure(error)
            }
            for container in (try? await client.listContainers(filters: .labels("ni.test=\(name)"))) ?? [] {
                try? await client.removeContainer(container.id, force: true, volumes: true)
            }
            return try result.get()
        }
        return try result.get()
    }

    /// A running container of the base image that sleeps.
    static func sleeper(_ client: DockerClient, _ name: String) async throws -> String {
        var spec = ContainerSpec(image: image)
        spec.command = ["/bin/sleep", "600"]
        spec.labels = ["ni.test": name]
        spec.host.initProcess = true
        let id = try await client.createContainer(spec, name: name).id
        try await client.startContainer(id)
        return id
    }
}
