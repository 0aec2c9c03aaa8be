package import NIOCore

/// Closes a connection at once whose address has enough of them already.
///
/// Passes everything on as it comes, so that it may stand anywhere in a pipeline; what was admitted counts until the
/// connection is closed, whether this handler is still there or not.
package final class QuotaGate: ChannelInboundHandler, RemovableChannelHandler {
    package typealias InboundIn = NIOAny
    package typealias InboundOut = NIOAny

    private let quota: AddressQuota
    private var isDecided = false

    package init(quota: AddressQuota) { self.quota = quota }

    package func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { decide(context) }
    }

    package func channelActive(context: ChannelHandlerContext) {
        decide(context)
        context.fireChannelActive()
    }

    private func decide(_ context: ChannelHandlerContext) {
        guard !isDecided else { return }
        isDecided = true
        if !quota.admit(context.channel) { context.channel.close(promise: nil) }
    }
}
