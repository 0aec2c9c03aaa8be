import NIOCore
import NIOWebSocket

/// The sending half of an upgraded channel, usable from everywhere.
final class FrameChannel: Sendable {
    private let channel: any Channel
    private let handler: NIOLoopBound<FrameHandler>
    private let outbox: Outbox
    private let server: Bool

    init(channel: any Channel, handler: FrameHandler, outbox: Outbox, server: Bool) {
        self.channel = channel
        self.handler = NIOLoopBound(handler, eventLoop: channel.eventLoop)
        self.outbox = outbox
        self.server = server
    }

    var remoteAddress: String { channel.remoteAddress?.description ?? "unknown" }

    /// Hands a text message to the connection.
    ///
    /// A queue that is full ends the connection: the other side does not read.
    /// - Returns: What comes true when the message is written; nil when it was not accepted.
    func post(_ text: some Sequence<UInt8>) -> EventLoopFuture<Void>? {
        var data = channel.allocator.buffer(capacity: text.underestimatedCount + FrameCost.bytes)
        data.writeBytes(text)
        let size = data.readableBytes + FrameCost.bytes
        switch outbox.admit(size) {
        case .closed: return nil
        case .full:
            cut(.congested)
            return nil
        case .accepted: break
        }
        let frame = WebSocketFrame(fin: true, opcode: .text, maskKey: server ? nil : .random(), data: data)
        let written = channel.writeAndFlush(frame)
        let outbox = outbox
        written.whenComplete { _ in outbox.sent(size) }
        return written
    }

    func pause(_ pause: Bool) {
        let handler = handler
        // Never at once, even on the loop: the calls must take effect in their order.
        channel.eventLoop.execute { handler.value.pause(pause) }
    }

    /// Begins the closing handshake.
    func beginClose(_ reason: WebSocketClose, code: WebSocketErrorCode) {
        onLoop { $0.close(reason, code: code) }
    }

    func cut(_ reason: WebSocketClose) {
        onLoop { $0.cut(reason) }
    }

    /// Returns when the channel is closed.
    func waitClosed() async {
        try? await channel.closeFuture.get()
    }

    private func onLoop(_ body: @escaping @Sendable (FrameHandler) -> Void) {
        let handler = handler
        if channel.eventLoop.inEventLoop {
            body(handler.value)
        } else {
            channel.eventLoop.execute { body(handler.value) }
        }
    }
}
