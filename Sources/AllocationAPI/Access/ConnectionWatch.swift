import NIOCore
import NIOHTTPTypes

/// Closes a connection whose request's head does not come to its end in time, and notes when the client is gone.
///
/// Stands behind the HTTP decoder; it puts a look-out before everything else, which sees the bytes of a head that is
/// not complete. A pipeline that becomes a WebSocket removes it, and both fall silent.
final class ConnectionWatch: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart

    /// Whether the client is still there; readable from everywhere.
    let presence = ClientPresence()
    private let limit: TimeAmount
    private var deadline: Scheduled<Void>?
    private var lookOut: ByteLookOut?
    /// Between a head and the end of its body.
    private var isInRequest = false

    init(limit: TimeAmount) { self.limit = limit }

    func handlerAdded(context: ChannelHandlerContext) {
        let lookOut = ByteLookOut(watch: self)
        if (try? context.pipeline.syncOperations.addHandler(lookOut, position: .first)) != nil {
            self.lookOut = lookOut
        }
        if context.channel.isActive { expectHead(context) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        settle()
        lookOut?.watch = nil
    }

    func channelActive(context: ChannelHandlerContext) {
        expectHead(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        settle()
        presence.end()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            isInRequest = true
            settle()
        case .body: break
        case .end: isInRequest = false
        }
        context.fireChannelRead(data)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event { presence.end() }
        context.fireUserInboundEventTriggered(event)
    }

    /// Bytes arrived.
    fileprivate func note(_ context: ChannelHandlerContext) {
        if !isInRequest, deadline == nil { expectHead(context) }
    }

    private func expectHead(_ context: ChannelHandlerContext) {
        settle()
        let channel = context.channel
        deadline = context.eventLoop.scheduleTask(in: limit) { channel.close(promise: nil) }
    }

    private func settle() {
        deadline?.cancel()
        deadline = nil
    }
}

/// Tells a ``ConnectionWatch`` of bytes, encrypted or not.
private final class ByteLookOut: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    var watch: ConnectionWatch?

    init(watch: ConnectionWatch) { self.watch = watch }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        watch?.note(context)
        context.fireChannelRead(data)
    }

    func handlerRemoved(context: ChannelHandlerContext) { watch = nil }
}
