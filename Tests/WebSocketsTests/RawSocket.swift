import NIOCore
import NIOPosix

/// A TCP connection without any protocol, to send what no WebSocket library would.
struct RawSocket: Sendable {
    private let channel: any Channel
    private let received: Received

    /// What came so far; whoever waits is woken when more comes.
    private actor Received {
        private var bytes: [UInt8] = []
        private var ended = false
        private var waiting: CheckedContinuation<Void, Never>?

        func add(_ more: [UInt8]?) {
            if let more { bytes += more } else { ended = true }
            waiting?.resume()
            waiting = nil
        }

        /// All bytes once `enough` says so, or the connection has ended.
        func until(_ enough: ([UInt8]) -> Bool) async -> [UInt8] {
            while !enough(bytes), !ended { await withCheckedContinuation { waiting = $0 } }
            defer { bytes = [] }
            return bytes
        }
    }

    private final class Reader: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        let feed: AsyncStream<[UInt8]?>.Continuation

        init(feed: AsyncStream<[UInt8]?>.Continuation) {
            self.feed = feed
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            feed.yield(Array(Self.unwrapInboundIn(data).readableBytesView))
        }

        func channelInactive(context: ChannelHandlerContext) {
            feed.yield(nil)
            feed.finish()
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }
    }

    init(port: Int) async throws {
        let (stream, feed) = AsyncStream<[UInt8]?>.makeStream()
        let received = Received()
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Reader(feed: feed))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        self.received = received
        // Unstructured: it ends with the connection, which every test closes.
        Task { for await bytes in stream { await received.add(bytes) } }
    }

    static let upgrade =
        "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n"

    /// A connection that is upgraded, and the head of the server's answer.
    static func upgraded(port: Int) async throws -> (RawSocket, String) {
        let socket = try await RawSocket(port: port)
        try await socket.write(Array(upgrade.utf8))
        let head = await socket.read { $0.suffix(4) == [13, 10, 13, 10] }
        return (socket, String(decoding: head, as: UTF8.self))
    }

    func write(_ bytes: [UInt8]) async throws {
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
    }

    /// A frame as a client sends it, masked with zeros.
    static func frame(_ first: UInt8, _ payload: [UInt8], masked: Bool = true) -> [UInt8] {
        let mask: UInt8 = masked ? 0x80 : 0
        let length: [UInt8] =
            payload.count < 126
            ? [mask | UInt8(payload.count)] : [mask | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xff)]
        return [first] + length + (masked ? [0, 0, 0, 0] : []) + payload
    }

    func read(until enough: @Sendable ([UInt8]) -> Bool) async -> [UInt8] {
        await received.until(enough)
    }

    /// Everything until the other side closes.
    func readToEnd() async -> [UInt8] {
        await received.until { _ in false }
    }

    func stopReading() async throws {
        try await channel.setOption(.autoRead, value: false).get()
    }

    func close() async {
        try? await channel.close()
    }

    func waitClosed() async {
        try? await channel.closeFuture.get()
    }
}
