import NIOCore
import NIOHTTP1

/// Closes a connection whose bytes are no HTTP; other errors are for the handlers behind it.
final class HTTPErrorHandler: ChannelInboundHandler {
    typealias InboundIn = NIOAny

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if error is HTTPParserError { context.close(promise: nil) }
        context.fireErrorCaught(error)
    }
}
