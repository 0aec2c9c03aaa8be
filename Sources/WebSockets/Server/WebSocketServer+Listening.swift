import Foundation
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket

extension WebSocketServer {
    /// The listening socket; peers go to `feed`.
    func listen(_ feed: AsyncStream<WebSocketPeer>.Continuation) async throws(WebSocketError) -> any Channel {
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try self.accept(channel, feed) }
            }
        do {
            return try await bootstrap.bind(host: configuration.host, port: configuration.port).get()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw .addressInUse(host: configuration.host, port: configuration.port)
        } catch {
            throw .cannotListen("\(error)")
        }
    }

    private func accept(_ channel: any Channel, _ feed: AsyncStream<WebSocketPeer>.Continuation) throws {
        guard peers.admit() else {
            logger.debug("connection refused: too many")
            channel.close(promise: nil)
            return
        }
        channel.closeFuture.whenComplete { _ in self.peers.release() }
        try prepare(channel)
        let limit = channel.eventLoop.scheduleTask(in: TimeAmount(configuration.limits.connect)) {
            channel.close(promise: nil)
        }
        channel.closeFuture.whenComplete { _ in limit.cancel() }
        let upgrader = NIOTypedWebSocketServerUpgrader<WebSocketPeer?>(
            maxFrameSize: min(configuration.limits.message, Int(UInt32.max)), enableAutomaticErrorHandling: false,
            shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture([:]) },
            upgradePipelineHandler: { channel, _ in
                channel.eventLoop.makeCompletedFuture { try self.upgraded(channel) }
            })
        let upgrade = NIOTypedHTTPServerUpgradeConfiguration<WebSocketPeer?>(upgraders: [upgrader]) { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(PlainHTTPHandler())
                return nil
            }
        }
        var pipeline = NIOUpgradableHTTPServerPipelineConfiguration(upgradeConfiguration: upgrade)
        pipeline.enableErrorHandling = false
        let result = try channel.pipeline.syncOperations.configureUpgradableHTTPServerPipeline(configuration: pipeline)
        try channel.pipeline.syncOperations.addHandler(HTTPErrorHandler())
        result.whenComplete { result in
            switch result {
            case .success(let peer?):
                limit.cancel()
                if case .enqueued = feed.yield(peer) { return }
                peer.drop()
            case .success(nil): break
            case .failure: channel.close(promise: nil)
            }
        }
    }

    private func upgraded(_ channel: any Channel) throws -> WebSocketPeer {
        let (stream, messages) = AsyncStream<String>.makeStream()
        let limits = configuration.limits
        let outbox = Outbox(limit: limits.outgoing)
        let link = LateLink()
        let backlog = Backlog(limit: configuration.backlog) { link.pause($0) }
        let handler = FrameHandler(
            server: true, limits: limits, outbox: outbox,
            onMessage: { message in
                guard case .text(let bytes) = message else { return link.refuse("a binary message") }
                guard let text = String(validating: bytes.readableBytesView, as: UTF8.self) else {
                    return link.refuse("a text that is not UTF-8")
                }
                backlog.came(text.utf8.count)
                messages.yield(text)
            }, onClose: { _ in messages.finish() })
        let frames = FrameChannel(channel: channel, handler: handler, outbox: outbox, server: true)
        link.set(frames)
        try channel.pipeline.syncOperations.addHandler(handler)
        let peer = WebSocketPeer(
            id: peers.nextID(), frames: frames, messages: PeerMessages(stream: stream, backlog: backlog))
        if !peers.add(peer) { peer.goAway() }
        let peers = peers
        channel.closeFuture.whenComplete { _ in peers.remove(peer.id) }
        return peer
    }
}
