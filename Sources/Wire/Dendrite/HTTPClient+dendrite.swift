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
        // Python axons close what is idle for 5 s. A request that meets such a close has an unknown outcome, so we are
        // the first to close.
        configuration.connectionPool.idleTimeout = .seconds(3)
        // A check must not wait behind rentals that take minutes.
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.decompression = .disabled
        return configuration
    }
}
