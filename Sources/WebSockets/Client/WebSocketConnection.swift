package import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket

/// An open connection to a WebSocket server.
package final class WebSocketConnection: Sendable {
    private let frames: FrameChannel

    init(_ frames: FrameChannel) {
        self.frames = frames
    }

    deinit {
        frames.beginClose(.ours, code: .normalClosure)
    }

    /// A connection to `endpoint`.
    ///
    /// Both closures run on the event loop of the connection, in the order of events, and must be quick;
    /// they may run before this returns.
    /// - Parameters:
    ///   - onText: Takes the bytes of each text message, not yet checked to be UTF-8. Binary ones end the connection.
    ///   - onClose: Called once, after the last message.
    /// - Throws: ``WebSocketError``, `CancellationError`.
    package static func connect(
        _ endpoint: WebSocketEndpoint, on group: any EventLoopGroup, limits: WebSocketLimits = .init(),
        trust: WebSocketTrust = .system, onText: @escaping @Sendable ([UInt8]) -> Void,
        onClose: @escaping @Sendable (WebSocketClose) -> Void
    ) async throws -> WebSocketConnection {
        let attempt = ConnectAttempt()
        let upgrade = try ClientUpgrade(
            endpoint: endpoint, limits: limits, trust: trust, onText: onText, onClose: onClose)
        let limit = group.any().scheduleTask(in: TimeAmount(limits.connect)) { attempt.end(.timedOut) }
        defer { limit.cancel() }
        return try await withTaskCancellationHandler {
            do {
                let upgraded = try await ClientBootstrap(group: group)
                    .connectTimeout(TimeAmount(limits.connect))
                    .channelOption(.socketOption(.tcp_nodelay), value: 1)
                    .connect(host: endpoint.host, port: endpoint.port) { channel in
                        attempt.began(channel)
                        return channel.eventLoop.makeCompletedFuture { try upgrade.configure(channel) }
                    }
                attempt.connected()
                let frames = try await upgraded.get()
                guard attempt.finish() else {
                    frames.cut(.ours)
                    throw ChannelError.eof
                }
                return WebSocketConnection(frames)
            } catch {
                attempt.end(.failed)
                throw attempt.problem(error)
            }
        } onCancel: {
            attempt.end(.cancelled)
        }
    }

    /// Sends a text message, and returns when it is handed to the system.
    /// - Throws: ``WebSocketError/closed(_:)``.
    package func send(text: String) async throws(WebSocketError) {
        guard let written = frames.post(text.utf8) else { throw .closed(.ours) }
        do {
            try await written.get()
        } catch {
            throw .closed(.lost("\(error)"))
        }
    }

    /// Hands a text message to the connection without waiting; false when the connection takes no more.
    package func post(_ text: [UInt8]) -> Bool {
        frames.post(text) != nil
    }

    /// Closes the connection, with the closing handshake if the other side takes part in it.
    package func close() async {
        beginClose()
        await frames.waitClosed()
    }

    /// Begins to close the connection, and does not wait.
    package func beginClose() {
        frames.beginClose(.ours, code: .normalClosure)
    }

    /// Ends the connection at once.
    package func drop(_ reason: WebSocketClose) {
        frames.cut(reason)
    }
}
