/// The limits of one side of a WebSocket connection.
package struct WebSocketLimits: Sendable {
    /// Bytes of an incoming message, and of a single frame, at most.
    package var message = 64 << 20
    /// Frames of one incoming message, at most.
    package var fragments = 4096
    /// Bytes that wait to be sent; more of them end the connection.
    package var outgoing = 64 << 20
    /// Time for the TCP connection, TLS and the upgrade together.
    package var connect: Duration = .seconds(10)
    /// Time between pings to the other side.
    package var ping: Duration = .seconds(20)
    /// Time without a single byte after a ping, until the other side counts as gone.
    package var pong: Duration = .seconds(20)
    /// Time for the other side to answer a close.
    package var close: Duration = .seconds(2)

    package init() {}

    /// The limits of a server: it takes 16 MiB and keeps 32 MiB for a peer.
    package static var server: WebSocketLimits {
        var limits = WebSocketLimits()
        limits.message = 16 << 20
        limits.outgoing = 32 << 20
        return limits
    }
}
