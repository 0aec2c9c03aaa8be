import NIOCore
import NIOPosix
import Synchronization

/// A server that answers every request in one wrong way.
final class FaultyServer: Sendable {
    /// The wrong way.
    enum Fault: Sendable, CaseIterable {
        /// Each answer takes ten seconds.
        case slow
        case tooMany
        case broken
        case garbage
        /// The connection is cut in the middle of an answer.
        case cut

        fileprivate var answer: String {
            switch self {
            case .slow: "HTTP/1.1 200 OK\r\nContent-Length: 23\r\n\r\n{\"data\":{\"model\":null}}"
            case .tooMany: "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n"
            case .broken: "HTTP/1.1 500 Oops\r\nContent-Length: 5\r\n\r\noops!"
            case .garbage: "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{\"data\":["
            case .cut: "HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{\"data\":"
            }
        }
    }

    private let requests = Mutex(0)

    /// Runs `body` while `fault` is what clients of `port` meet; it is told how many requests came.
    static func with(
        _ fault: Fault, port: Int, isolation: isolated (any Actor)? = #isolation,
        _ body: (_ requests: () -> Int) async throws -> Void
    ) async throws {
        let server = FaultyServer()
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { child in
                child.eventLoop.makeCompletedFuture {
                    try child.pipeline.syncOperations.addHandler(Handler(fault: fault, server: server))
                }
            }
            .bind(host: "127.0.0.1", port: port).get()
        let result: Result<Void, any Error>
        do {
            result = .success(try await body { server.requests.withLock { $0 } })
        } catch {
            result = .failure(error)
        }
        try await channel.close()
        try result.get()
    }

    /// One connection: whatever arrives is answered once, and then closed.
    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let fault: Fault
        private let server: FaultyServer
        private var answered = false

        init(fault: Fault, server: FaultyServer) {
            self.fault = fault
            self.server = server
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard !answered else { return }
            answered = true
            server.requests.withLock { $0 += 1 }
            let channel = context.channel
            let answer = ByteBuffer(string: fault.answer)
            _ = context.eventLoop.scheduleTask(in: fault == .slow ? .seconds(10) : .zero) {
                channel.writeAndFlush(answer, promise: nil)
                channel.close(promise: nil)
            }
        }
    }
}
