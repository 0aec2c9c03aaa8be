package import AsyncHTTPClient
import NIOCore

extension HTTPClient {
    /// The client for calling axons; it lives as long as the process.
    package static let dendrite = HTTPClient(eventLoopGroupProvider: .singleton, configuration: dendriteConfiguration)

    /// Settings for calling axons.
    ///
    /// No redirect is followed: an axon must not send a signed request, or our address, elsewhere. A refused connection
    /// is an answer, not a reason to try for seconds.
    package static var dendriteConfiguration: Configuration {
        var configuration = Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .seconds(5)
        configuration.connectionPool.idleTimeout = .seconds(30)
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.decompression = .disabled
        return configuration
    }
}
