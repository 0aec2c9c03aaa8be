import NIOCore
import NIOHTTP1
import NIOSSL
import NIOWebSocket

/// What a new TCP connection needs to become a WebSocket: TLS, the upgrade request, the frame handler.
struct ClientUpgrade: Sendable {
    private let endpoint: WebSocketEndpoint
    private let limits: WebSocketLimits
    private let tls: NIOSSLContext?
    private let onText: @Sendable ([UInt8]) -> Void
    private let onClose: @Sendable (WebSocketClose) -> Void

    init(
        endpoint: WebSocketEndpoint, limits: WebSocketLimits, trust: WebSocketTrust,
        onText: @escaping @Sendable ([UInt8]) -> Void, onClose: @escaping @Sendable (WebSocketClose) -> Void
    ) throws(WebSocketError) {
        self.endpoint = endpoint
        self.limits = limits
        self.onText = onText
        self.onClose = onClose
        do {
            tls = endpoint.tls ? try Self.context(trust) : nil
        } catch {
            throw .untrusted("\(error)")
        }
    }

    private static func context(_ trust: WebSocketTrust) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .fullVerification
        if case .certificates(let pem) = trust {
            configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(pem))
        }
        return try NIOSSLContext(configuration: configuration)
    }

    /// Prepares `channel`; the result is there once the server has upgraded it.
    func configure(_ channel: any Channel) throws -> EventLoopFuture<FrameChannel> {
        let pipeline = channel.pipeline.syncOperations
        if let tls {
            // An IP address is no server name; the certificate is then checked against the address itself.
            let isAddress = (try? SocketAddress(ipAddress: endpoint.host, port: endpoint.port)) != nil
            try pipeline.addHandler(
                NIOSSLClientHandler(context: tls, serverHostname: isAddress ? nil : endpoint.host))
        }
        let upgrader = NIOTypedWebSocketClientUpgrader<FrameChannel>(
            maxFrameSize: min(limits.message, Int(UInt32.max)), enableAutomaticErrorHandling: false
        ) { channel, _ in
            channel.eventLoop.makeCompletedFuture { try addFrames(channel) }
        }
        let head = HTTPRequestHead(
            version: .http1_1, method: .GET, uri: endpoint.path, headers: ["Host": endpoint.hostHeader])
        let upgrade = NIOTypedHTTPClientUpgradeConfiguration<FrameChannel>(
            upgradeRequestHead: head, upgraders: [upgrader]
        ) { channel in
            channel.close(promise: nil)
            return channel.eventLoop.makeFailedFuture(WebSocketError.notUpgraded)
        }
        var configuration = NIOUpgradableHTTPClientPipelineConfiguration(upgradeConfiguration: upgrade)
        configuration.leftOverBytesStrategy = .forwardBytes
        return try pipeline.configureUpgradableHTTPClientPipeline(configuration: configuration)
    }

    private func addFrames(_ channel: any Channel) throws -> FrameChannel {
        let outbox = Outbox(limit: limits.outgoing)
        let link = LateLink()
        let onText = onText
        let handler = FrameHandler(
            server: false, limits: limits, outbox: outbox,
            onMessage: { message in
                switch message {
                case .text(let bytes): onText(Array(bytes.readableBytesView))
                case .binary: link.refuse("a binary message")
                }
            }, onClose: onClose)
        let frames = FrameChannel(channel: channel, handler: handler, outbox: outbox, server: false)
        link.set(frames)
        try channel.pipeline.syncOperations.addHandler(handler)
        return frames
    }
}
