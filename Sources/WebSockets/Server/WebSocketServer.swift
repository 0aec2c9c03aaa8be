package import Logging
package import NIOCore
import NIOPosix
import Synchronization
import Timing

/// A WebSocket server: each connection is handled by one call of a closure.
///
/// `permessage-deflate` is never accepted. HTTP requests without upgrade get a short 426.
package final class WebSocketServer: Sendable {
    package struct Configuration: Sendable {
        package var host: String
        /// 0 takes any free port.
        package var port: Int
        package var limits = WebSocketLimits.server
        /// Connections at the same time; more are closed at once.
        package var connections = 1024
        /// Bytes of messages of one peer that wait to be handled until it is no longer read.
        package var backlog = 4 << 20
        /// Time for the handlers to end after a shutdown has begun, until they are cancelled.
        package var shutdown: Duration = .seconds(5)

        package init(host: String = "127.0.0.1", port: Int = 0) {
            self.host = host
            self.port = port
        }
    }

    private enum Phase {
        case idle
        case listening(any Channel)
        case down
    }

    let configuration: Configuration
    let group: any EventLoopGroup
    let logger: Logger
    private let onListening: @Sendable (Int) async -> Void
    private let handler: @Sendable (WebSocketPeer) async -> Void
    private let phase = Mutex(Phase.idle)
    let peers: PeerRegistry
    /// What comes before HTTP on a new connection, for tests with TLS.
    let prepare: @Sendable (any Channel) throws -> Void

    /// - Parameters:
    ///   - onListening: Called with the port once connections are accepted.
    ///   - handler: Called for each peer; its connection is closed when it returns.
    package convenience init(
        configuration: Configuration, group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
        logger: Logger, onListening: @escaping @Sendable (Int) async -> Void = { _ in },
        handler: @escaping @Sendable (WebSocketPeer) async -> Void
    ) {
        self.init(
            configuration: configuration, group: group, logger: logger, prepare: { _ in }, onListening: onListening,
            handler: handler)
    }

    init(
        configuration: Configuration, group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
        logger: Logger, prepare: @escaping @Sendable (any Channel) throws -> Void,
        onListening: @escaping @Sendable (Int) async -> Void, handler: @escaping @Sendable (WebSocketPeer) async -> Void
    ) {
        self.configuration = configuration
        self.group = group
        self.logger = logger
        self.prepare = prepare
        self.onListening = onListening
        self.handler = handler
        peers = PeerRegistry(limit: configuration.connections)
    }

    /// Serves until ``beginShutdown()`` or until the task is cancelled; all connections are closed then.
    ///
    /// To be called once.
    /// - Throws: ``WebSocketError`` when it cannot listen.
    package func run() async throws {
        let (accepted, feed) = AsyncStream<WebSocketPeer>.makeStream()
        let channel = try await listen(feed)
        let proceed = phase.withLock { phase in
            guard case .idle = phase else { return false }
            phase = .listening(channel)
            return true
        }
        channel.closeFuture.whenComplete { _ in feed.finish() }
        if !proceed { channel.close(promise: nil) }
        await withTaskCancellationHandler {
            if proceed { await onListening(channel.localAddress?.port ?? configuration.port) }
            await serve(accepted, until: channel.closeFuture)
        } onCancel: {
            beginShutdown()
        }
    }

    /// Stops to listen and begins to close all connections; ``run()`` returns soon after.
    package func beginShutdown() {
        let channel = phase.withLock { phase -> (any Channel)? in
            defer { phase = .down }
            if case .listening(let channel) = phase { return channel }
            return nil
        }
        channel?.close(promise: nil)
        for peer in peers.close() { peer.goAway() }
    }

    private func serve(_ accepted: AsyncStream<WebSocketPeer>, until closed: EventLoopFuture<Void>) async {
        let limit = configuration.shutdown
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await withDiscardingTaskGroup { handlers in
                    for await peer in accepted { handlers.addTask { await self.handle(peer) } }
                }
            }
            group.addTask {
                try? await closed.get()
                try? await Pacing.rest(limit)
            }
            // Handlers end with their connections; those that do not in time are cancelled.
            await group.next()
            group.cancelAll()
        }
    }

    private func handle(_ peer: WebSocketPeer) async {
        logger.debug("peer connected", metadata: ["peer": "\(peer.id)", "address": "\(peer.remoteAddress)"])
        await handler(peer)
        peer.beginClose()
        await peer.waitClosed()
        logger.debug("peer gone", metadata: ["peer": "\(peer.id)"])
    }
}
