import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket

/// A server that accepts TCP connections and says nothing.
struct Silent: Sendable {
    let port: Int
    private let channel: any Channel
    private let connections: AsyncStream<Void>

    static func start() async throws -> Silent {
        let (connections, feed) = AsyncStream<Void>.makeStream()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                feed.yield()
                return channel.eventLoop.makeSucceededVoidFuture()
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return Silent(port: channel.localAddress?.port ?? 0, channel: channel, connections: connections)
    }

    /// Returns when a connection was accepted.
    func accepted() async {
        for await _ in connections { return }
    }

    func stop() async {
        try? await channel.close()
    }
}

/// A server that upgrades, sends the same frames to everybody, and then neither reads on nor answers pings.
struct MuteServer: Sendable {
    let port: Int
    private let channel: any Channel

    static func start(_ frames: [WebSocketFrame] = []) async throws -> MuteServer {
        let upgrader = NIOTypedWebSocketServerUpgrader<Void>(
            shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture([:]) },
            upgradePipelineHandler: { channel, _ in
                for frame in frames { channel.writeAndFlush(frame, promise: nil) }
                return channel.eventLoop.makeSucceededVoidFuture()
            })
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let upgrade = NIOTypedHTTPServerUpgradeConfiguration<Void>(upgraders: [upgrader]) { channel in
                        channel.close()
                    }
                    _ = try channel.pipeline.syncOperations.configureUpgradableHTTPServerPipeline(
                        configuration: .init(upgradeConfiguration: upgrade))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return MuteServer(port: channel.localAddress?.port ?? 0, channel: channel)
    }

    func stop() async {
        try? await channel.close()
    }
}
