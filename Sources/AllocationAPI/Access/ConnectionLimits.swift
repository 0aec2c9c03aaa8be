import HummingbirdCore
import NIOCore

/// What a connection may take: the answer to clients that drip.
struct ConnectionLimits: Sendable {
    /// From the connection, or the first byte of a later request, to the end of a request's head; with TLS, the
    /// handshake of a new connection counts.
    var head = TimeAmount.seconds(20)
    /// From a request's head to the end of its body, whatever becomes of the request; more than its reader waits.
    var body = TimeAmount.seconds(45)
    /// For which answers may lie here because the client does not read.
    var stall = TimeAmount.seconds(300)
    /// Without a request.
    var idle = TimeAmount.seconds(60)

    /// The configuration of the server's connections.
    var configuration: HTTP1Channel.Configuration {
        let limits = self
        return .init(
            additionalChannelHandlers: [ConnectionWatch(limits: limits)], idleTimeout: idle,
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 16 * 1_024, maxHeaderListSize: 16 * 1_024, maxHeaderFieldCount: 64))
    }
}
