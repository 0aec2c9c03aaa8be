package import AsyncHTTPClient
package import Logging
import NIOCore

/// A client of one Docker Engine, reached through its unix socket.
///
/// A value without a connection of its own: calls are independent, concurrent, and end when their time limit does.
/// The engine's API version is asked for once (`GET /_ping`) and remembered until the engine is found unreachable.
package struct DockerClient: Sendable {
    /// The engine's socket, for error messages.
    package let socketPath: String

    let http: HTTPClient
    let logger: Logger
    let negotiation = VersionNegotiation()

    /// A client that speaks to the engine listening at `socketPath`.
    ///
    /// `http` should be made with ``httpConfiguration``; the caller shuts it down.
    package init(socketPath: String, http: HTTPClient, logger: Logger) {
        self.socketPath = socketPath
        self.http = http
        self.logger = logger
    }

    /// Settings under which an `HTTPClient` suits an engine: no retries, no redirects, no read limit, many connections.
    ///
    /// A stream of events may be silent for days, so limits are set for each call and not for the client.
    package static var httpConfiguration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout = .init(connect: .seconds(5), read: nil)
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 256
        configuration.decompression = .disabled
        return configuration
    }

    /// The socket that `DOCKER_HOST` names, or the engine's usual one when the variable is absent or empty.
    ///
    /// - Throws: ``DockerError/unsupportedHost(_:)`` for anything but `unix://` and an absolute path.
    package static func socketPath(environment: [String: String]) throws(DockerError) -> String {
        guard let host = environment["DOCKER_HOST"], !host.isEmpty else { return "/var/run/docker.sock" }
        let scheme = "unix://"
        guard host.hasPrefix(scheme) else { throw .unsupportedHost(host) }
        let path = String(host.dropFirst(scheme.count))
        guard path.hasPrefix("/"), path.utf8.count > 1 else { throw .unsupportedHost(host) }
        return path
    }
}
