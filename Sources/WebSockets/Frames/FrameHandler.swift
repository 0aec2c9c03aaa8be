import NIOCore
import NIOWebSocket

/// The last handler of an upgraded channel: messages in and out, pings both ways, the closing handshake.
///
/// It lives on the channel's event loop only.
final class FrameHandler: ChannelDuplexHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    private let server: Bool
    private let limits: WebSocketLimits
    private let outbox: Outbox
    private let onMessage: @Sendable (WebSocketMessage) -> Void
    private let onClose: @Sendable (WebSocketClose) -> Void

    private var assembly: MessageAssembly
    private var context: ChannelHandlerContext?
    private var pinging: Scheduled<Void>?
    private var heard = false
    private var awaitingPong = false
    /// Why the connection ends, once that is decided.
    private var ending: WebSocketClose?
    private var closeSent = false
    private var told = false
    /// Reading stops while the consumer is behind.
    private var paused = false
    private var wantsRead = false

    init(
        server: Bool, limits: WebSocketLimits, outbox: Outbox,
        onMessage: @escaping @Sendable (WebSocketMessage) -> Void, onClose: @escaping @Sendable (WebSocketClose) -> Void
    ) {
        self.server = server
        self.limits = limits
        self.outbox = outbox
        self.onMessage = onMessage
        self.onClose = onClose
        assembly = MessageAssembly(masked: server, limit: limits.message, fragmentLimit: limits.fragments)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        schedulePing(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        finish(.lost("removed"))
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish(.lost("the connection was cut"))
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard ending == nil || closeSent else { return }
        switch assembly.take(Self.unwrapInboundIn(data)) {
        case .nothing: break
        case .pong: awaitingPong = false
        case .text(let message): deliver(.text(message))
        case .binary(let message): deliver(.binary(message))
        case .ping(let payload): answerPing(payload, context)
        case .close(let code): closed(code, context)
        case .violation(let code, let reason): end(.violation(reason), code: code, context)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        // Bytes of a huge frame are a sign of life, too: a pong would have to wait behind them.
        heard = true
        context.fireChannelReadComplete()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error as? NIOWebSocketError {
        case .invalidFrameLength: end(.violation("a frame is too large"), code: .messageTooLarge, context)
        case .some: end(.violation("a broken control frame"), code: .protocolError, context)
        case nil: cut(.lost("\(error)"), context)
        }
    }

    func read(context: ChannelHandlerContext) {
        if paused {
            wantsRead = true
        } else {
            context.read()
        }
    }

    /// Stops or goes on reading from the connection.
    func pause(_ pause: Bool) {
        paused = pause
        guard !pause else { return }
        // What was not read while paused says nothing about the other side.
        awaitingPong = false
        if wantsRead {
            wantsRead = false
            context?.read()
        }
    }

    /// Begins to close; the rest of what is sent goes out before.
    func close(_ reason: WebSocketClose, code: WebSocketErrorCode) {
        guard let context else { return }
        end(reason, code: code, context)
    }

    /// Closes at once.
    func cut(_ reason: WebSocketClose) {
        guard let context else { return }
        cut(reason, context)
    }

    private func deliver(_ message: WebSocketMessage) {
        if ending == nil { onMessage(message) }
    }

    private func answerPing(_ payload: ByteBuffer, _ context: ChannelHandlerContext) {
        guard ending == nil else { return }
        switch outbox.admit(payload.readableBytes + FrameCost.bytes) {
        case .accepted:
            let size = payload.readableBytes + FrameCost.bytes
            let outbox = outbox
            let frame = WebSocketFrame(fin: true, opcode: .pong, maskKey: maskKey, data: payload)
            context.writeAndFlush(Self.wrapOutboundOut(frame)).whenComplete { _ in outbox.sent(size) }
        case .full: cut(.congested, context)
        case .closed: break
        }
    }

    private func closed(_ code: UInt16?, _ context: ChannelHandlerContext) {
        if closeSent {
            cut(ending ?? .ours, context)
        } else {
            ending = .theirs(code: code)
            outbox.close()
            sendClose(.normalClosure, context)
            context.close(promise: nil)
        }
    }

    private func end(_ reason: WebSocketClose, code: WebSocketErrorCode, _ context: ChannelHandlerContext) {
        guard ending == nil else { return }
        ending = reason
        outbox.close()
        if case .violation = reason {
            // Nothing that follows can be trusted to be a frame: no waiting for their close.
            sendClose(code, context)
            context.close(promise: nil)
            return
        }
        sendClose(code, context)
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: TimeAmount(limits.close)) { bound.value.cut(reason) }
    }

    private func sendClose(_ code: WebSocketErrorCode, _ context: ChannelHandlerContext) {
        guard !closeSent else { return }
        closeSent = true
        var data = context.channel.allocator.buffer(capacity: 2)
        data.write(webSocketErrorCode: code)
        let frame = WebSocketFrame(fin: true, opcode: .connectionClose, maskKey: maskKey, data: data)
        context.writeAndFlush(Self.wrapOutboundOut(frame), promise: nil)
    }

    private func cut(_ reason: WebSocketClose, _ context: ChannelHandlerContext) {
        ending = ending ?? reason
        outbox.close()
        context.close(promise: nil)
    }

    private func finish(_ reason: WebSocketClose) {
        pinging?.cancel()
        outbox.close()
        guard !told else { return }
        told = true
        onClose(ending ?? reason)
    }

    private func schedulePing(_ context: ChannelHandlerContext) {
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        pinging = context.eventLoop.scheduleTask(in: TimeAmount(limits.ping)) { bound.value.ping() }
    }

    private func ping() {
        guard let context, ending == nil else { return }
        let frame = WebSocketFrame(fin: true, opcode: .ping, maskKey: maskKey, data: ByteBuffer())
        heard = false
        awaitingPong = true
        context.writeAndFlush(Self.wrapOutboundOut(frame), promise: nil)
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        pinging = context.eventLoop.scheduleTask(in: TimeAmount(limits.pong)) { bound.value.checkPong() }
    }

    private func checkPong() {
        guard let context, ending == nil else { return }
        if awaitingPong, !heard, !paused {
            cut(.silent, context)
        } else {
            schedulePing(context)
        }
    }

    private var maskKey: WebSocketMaskingKey? { server ? nil : .random() }
}

/// What a frame costs beside its payload, counted so that empty frames are not free.
enum FrameCost {
    static let bytes = 16
}
