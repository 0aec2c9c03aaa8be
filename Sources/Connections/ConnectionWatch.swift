package import NIOCore
package import NIOHTTPTypes

/// Closes a connection whose request does not come to its end in time, or whose answers are not read, and notes when the
/// client is gone.
///
/// Whoever is refused is refused before anybody reads the body: here is where it has its limit.
///
/// Stands behind the HTTP decoder; it puts a look-out before everything else, which sees the bytes of a head that is
/// not complete. A pipeline that becomes a WebSocket removes it, and both fall silent.
package final class ConnectionWatch: ChannelInboundHandler, RemovableChannelHandler {
    package typealias InboundIn = HTTPRequestPart
    package typealias InboundOut = HTTPRequestPart

    /// Whether the client is still there; readable from everywhere.
    package let presence = ClientPresence()
    private let limits: ConnectionLimits
    private var deadline: Scheduled<Void>?
    /// Set while nothing more can be written.
    private var stalled: Scheduled<Void>?
    private var lookOut: ByteLookOut?
    /// Between a head and the end of its body.
    private var isInRequest = false

    package init(limits: ConnectionLimits) { self.limits = limits }

    package func handlerAdded(context: ChannelHandlerContext) {
        let lookOut = ByteLookOut(watch: self)
        if (try? context.pipeline.syncOperations.addHandler(lookOut, position: .first)) != nil {
            self.lookOut = lookOut
        }
        if context.channel.isActive { expect(context, within: limits.head) }
    }

    package func handlerRemoved(context: ChannelHandlerContext) {
        settle()
        stalled?.cancel()
        lookOut?.watch = nil
    }

    package func channelActive(context: ChannelHandlerContext) {
        expect(context, within: limits.head)
        context.fireChannelActive()
    }

    package func channelInactive(context: ChannelHandlerContext) {
        settle()
        stalled?.cancel()
        presence.end()
        context.fireChannelInactive()
    }

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            isInRequest = true
            expect(context, within: limits.body)
        case .body: break
        case .end:
            isInRequest = false
            settle()
        }
        context.fireChannelRead(data)
    }

    package func channelWritabilityChanged(context: ChannelHandlerContext) {
        stalled?.cancel()
        stalled = nil
        if !context.channel.isWritable { stalled = closing(context, in: limits.stall) }
        context.fireChannelWritabilityChanged()
    }

    package func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event { presence.end() }
        context.fireUserInboundEventTriggered(event)
    }

    /// Bytes arrived.
    fileprivate func note(_ context: ChannelHandlerContext) {
        if !isInRequest, deadline == nil { expect(context, within: limits.head) }
    }

    private func expect(_ context: ChannelHandlerContext, within limit: TimeAmount) {
        settle()
        deadline = closing(context, in: limit)
    }

    private func closing(_ context: ChannelHandlerContext, in time: TimeAmount) -> Scheduled<Void> {
        let channel = context.channel
        return context.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
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
