import NIOCore
import NIOPosix
import Testing

@testable import MinerNode

/// What counts as an SSH server.
struct SSHBannerTests {
    @Test(
        "Only a greeting of SSH is an answer",
        arguments: [("SSH-2.0-x\r\n", true), ("HTTP/1.1 400\r\n", false), ("SS", false), ("", false)])
    func greeting(text: String, counts: Bool) async throws {
        let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Greeting(text: text))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(server.localAddress?.port)
        #expect(await SSHBanner.answers(host: "127.0.0.1", port: port, limit: .milliseconds(500)) == counts)
        try await server.close()
        #expect(await SSHBanner.answers(host: "127.0.0.1", port: port, limit: .milliseconds(500)) == false)
    }

    /// Says its text at once, and nothing more.
    private final class Greeting: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let text: String

        init(text: String) { self.text = text }

        func channelActive(context: ChannelHandlerContext) {
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
        }
    }
}
