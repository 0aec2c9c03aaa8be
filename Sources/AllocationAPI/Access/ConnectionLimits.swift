import HummingbirdCore
import NIOCore

/// What a connection may take: the answer to clients that drip.
struct ConnectionLimits: Sendable {
    /// From the connection, or the first byte of a later request, to the end of a request's head; with TLS, the
    /// handshake of a new connection counts.
    var head = TimeAmount.seconds(20)
    /// Without a request, or without progress of one.
    var idle = TimeAmount.seconds(60)

    /// The configuration of the server's connections.
    var configuration: HTTP1Channel.Configuration {
        let head = head
        return .init(
            additionalChannelHandlers: [ConnectionWatch(limit: head)], idleTimeout: idle,
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 16 * 1_024, maxHeaderListSize: 16 * 1_024, maxHeaderFieldCount: 64))
    }
}
