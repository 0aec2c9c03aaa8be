import ArgumentParser
import AsyncHTTPClient
import Docker
import Foundation
import Logging

/// Which container engine a role uses.
struct EngineOptions: ParsableArguments {
    /// A client of the engine at DOCKER_HOST, else at the default socket.
    func client(logger: Logger) throws -> DockerClient {
        let socket = try DockerClient.socketPath(environment: ProcessInfo.processInfo.environment)
        return DockerClient(socketPath: socket, http: Self.http, logger: logger)
    }

    /// Lives as long as the process.
    private static let http = HTTPClient(
        eventLoopGroupProvider: .singleton, configuration: DockerClient.httpConfiguration)
}
