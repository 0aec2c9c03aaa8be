import AsyncHTTPClient
package import Logging

extension DockerClient {
    /// What `body` makes with a client of the engine at `socketPath`; its connections are closed afterwards.
    package static func with<Value: Sendable>(
        socketPath: String, logger: Logger, _ body: (DockerClient) async throws -> Value
    ) async throws -> Value {
        let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: httpConfiguration)
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(DockerClient(socketPath: socketPath, http: http, logger: logger)))
        } catch {
            result = .failure(error)
        }
        // Fails only when it is done already.
        try? await http.shutdown()
        return try result.get()
    }
}
