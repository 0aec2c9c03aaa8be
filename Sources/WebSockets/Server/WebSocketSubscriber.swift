package import NIOCore
import NIOWebSocket

/// A client of a channel that somebody else's HTTP server has upgraded: it is told things, and what it says is ignored.
package final class WebSocketSubscriber: Sendable {
    private let frames: FrameChannel

    /// Makes `channel` one: to be called on its event loop, when NIO's upgrade has put its frame coders there.
    package init(upgraded channel: any Channel, limits: WebSocketLimits) throws {
        let outbox = Outbox(limit: limits.outgoing)
        let handler = FrameHandler(
            server: true, limits: limits, outbox: outbox, onMessage: { _ in }, onClose: { _ in })
        frames = FrameChannel(channel: channel, handler: handler, outbox: outbox, server: true)
        try channel.pipeline.syncOperations.addHandler(handler)
    }

    /// Address and port of the client, for people.
    package var remoteAddress: String { frames.remoteAddress }

    /// Sends a text message, and returns when it is handed to the system.
    /// - Returns: False when the connection has ended.
    package func send(_ text: String) async -> Bool {
        guard let written = frames.post(text.utf8) else { return false }
        return (try? await written.get()) != nil
    }

    /// Begins to close the connection because this side goes away; what was queued still goes out.
    package func goAway() {
        frames.beginClose(.ours, code: .goingAway)
    }

    /// Ends the connection at once, in the middle of whatever is sent.
    package func drop() {
        frames.cut(.ours)
    }

    /// Returns when the connection has ended.
    package func waitClosed() async {
        await frames.waitClosed()
    }
}
