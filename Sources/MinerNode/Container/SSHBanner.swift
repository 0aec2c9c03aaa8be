import NIOCore
import NIOPosix

/// Asks whether an SSH server answers at a port.
enum SSHBanner {
    /// True when what answers at `port` of `host` begins with "SSH-" (RFC 4253, 4.2) within `limit`.
    static func answers(host: String, port: Int, limit: TimeAmount = .seconds(2)) async -> Bool {
        let group = MultiThreadedEventLoopGroup.singleton
        let seen = group.next().makePromise(of: Bool.self)
        let bootstrap = ClientBootstrap(group: group)
            .connectTimeout(limit)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(FirstBytes(seen: seen))
                }
            }
        guard let channel = try? await bootstrap.connect(host: host, port: port).get() else {
            seen.succeed(false)
            return false
        }
        let timer = channel.eventLoop.scheduleTask(in: limit) { seen.succeed(false) }
        let answer = (try? await seen.futureResult.get()) ?? false
        timer.cancel()
        channel.close(promise: nil)
        return answer
    }

    /// Compares what comes first with what an SSH server says.
    private final class FirstBytes: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private static let expected = Array("SSH-".utf8)
        private let seen: EventLoopPromise<Bool>
        private var bytes: [UInt8] = []

        init(seen: EventLoopPromise<Bool>) { self.seen = seen }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            bytes += unwrapInboundIn(data).readableBytesView.prefix(Self.expected.count)
            if bytes.count >= Self.expected.count { seen.succeed(bytes.starts(with: Self.expected)) }
        }

        func channelInactive(context: ChannelHandlerContext) { seen.succeed(false) }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { seen.succeed(false) }
    }
}
