package import HummingbirdCore
package import NIOCore

/// What a connection may take: the answer to clients that drip.
package struct ConnectionLimits: Sendable {
    /// From the connection, or the first byte of a later request, to the end of a request's head; with TLS, the
    /// handshake of a new connection counts.
    package var head: TimeAmount
    /// From a request's head to the end of its body, whatever becomes of the request; more than its reader waits.
    package var body: TimeAmount
    /// For which answers may lie here because the client does not read.
    package var stall: TimeAmount
    /// Without a request.
    package var idle: TimeAmount
    /// Bytes of a head's fields, all together; a single one has 16 KiB at most.
    package var headBytes: Int

    package init(
        head: TimeAmount = .seconds(20), body: TimeAmount = .seconds(45), stall: TimeAmount = .seconds(300),
        idle: TimeAmount = .seconds(60), headBytes: Int = 16 * 1_024
    ) {
        self.head = head
        self.body = body
        self.stall = stall
        self.idle = idle
        self.headBytes = headBytes
    }

    /// The configuration of the server's connections.
    package var configuration: HTTP1Channel.Configuration { configuration(quota: nil) }

    /// The configuration of the server's connections, of which one address has no more than `quota` allows.
    package func configuration(quota: AddressQuota?) -> HTTP1Channel.Configuration {
        let limits = self
        return .init(
            additionalChannelHandlers: quota.map { [ConnectionWatch(limits: limits), QuotaGate(quota: $0)] }
                ?? [ConnectionWatch(limits: limits)],
            idleTimeout: idle,
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 16 * 1_024, maxHeaderListSize: headBytes, maxHeaderFieldCount: 64))
    }
}
