package import AsyncHTTPClient
import NIOCore

extension HTTPClient {
    /// The client for the shared state; it lives as long as the process.
    package static let wandb = HTTPClient(eventLoopGroupProvider: .singleton, configuration: wandbConfiguration)

    /// Settings for calling W&B or a hub.
    package static var wandbConfiguration: Configuration {
        var configuration = Configuration()
        // A redirect could carry the key elsewhere; the API has none.
        configuration.redirectConfiguration = .disallow
        configuration.httpVersion = .http1Only
        configuration.timeout.connect = .seconds(10)
        // We close first: a request that meets the server's close has an unknown outcome.
        configuration.connectionPool.idleTimeout = .seconds(10)
        // The caller tries again, at its pace.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.decompression = .disabled
        return configuration
    }
}
