package import WebSockets

extension RPCClient {
    /// The limits of a client; the standard values suit the public network.
    package struct Configuration: Sendable {
        /// Time for a call from its beginning to its answer.
        package var limit: Duration = .seconds(30)
        /// Time a call waits for a connection, once every endpoint was tried, until it fails as unreachable.
        package var patience: Duration = .seconds(10)
        /// Time in which an endpoint with calls waiting sends nothing, until the next endpoint is taken.
        package var silence: Duration = .seconds(15)
        /// How often a call is sent at most, when connections break before its answer.
        package var attempts = 3
        /// Time on another endpoint than the first, until the first is tried again.
        package var returning: Duration = .seconds(300)
        /// The pause after every endpoint failed; it doubles up to `longestPause`.
        package var pause: Duration = .milliseconds(500)
        package var longestPause: Duration = .seconds(5)
        /// Limits of the connection itself, with the time to connect and between pings.
        package var connection = WebSocketLimits()
        /// Whose certificates `wss` endpoints may show.
        package var trust = WebSocketTrust.system

        package init() {}
    }

    /// True when `method` may be sent again although the node may have taken it: everything but submissions.
    static func isRepeatable(_ method: String) -> Bool {
        !method.hasPrefix("author_submit")
    }
}
