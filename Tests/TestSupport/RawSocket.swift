import NIOCore
import NIOPosix

/// A TCP connection without any protocol, to send what no library would.
package final class RawSocket: Sendable {
    private let channel: any Channel
    private let received: Received

    /// What came so far; one task waits at a time.
    private actor Received {
        private var bytes: [UInt8] = []
        private var hasEnded = false
        private var waiting: CheckedContinuation<Void, Never>?

        func add(_ more: [UInt8]?) {
            if let more { bytes += more } else { hasEnded = true }
            waiting?.resume()
            waiting = nil
        }

        func until(_ enough: ([UInt8]) -> Bool) async -> [UInt8] {
            while !enough(bytes), !hasEnded { await withCheckedContinuation { waiting = $0 } }
            defer { bytes = [] }
            return bytes
        }
    }

    private final class Reader: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        let feed: AsyncStream<[UInt8]?>.Continuation

        init(feed: AsyncStream<[UInt8]?>.Continuation) { self.feed = feed }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            feed.yield(Array(Self.unwrapInboundIn(data).readableBytesView))
        }

        func channelInactive(context: ChannelHandlerContext) {
            feed.yield(nil)
            feed.finish()
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }

    package init(port: Int) async throws {
        let (stream, feed) = AsyncStream<[UInt8]?>.makeStream()
        let received = Received()
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            // Small, so that whoever does not read is soon felt at the other end.
            .channelOption(.socketOption(.so_rcvbuf), value: 4_096)
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

    /// A request for a WebSocket with these headers besides.
    package static func upgrade(_ headers: String = "", path: String = "/connect") -> String {
        "GET \(path) HTTP/1.1\r\nHost: rent.example:8903\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\(headers)\r\n"
    }

    /// A connection that is upgraded to a WebSocket, and the head of the server's answer.
    package static func upgraded(port: Int, _ request: String = upgrade()) async throws -> (RawSocket, String) {
        let socket = try await RawSocket(port: port)
        try await socket.send(request)
        return (socket, await socket.read(until: "\r\n\r\n"))
    }

    /// A frame as a client sends it, masked with zeros.
    package static func frame(_ first: UInt8, _ payload: [UInt8] = [], isMasked: Bool = true) -> [UInt8] {
        let mask: UInt8 = isMasked ? 0x80 : 0
        let length: [UInt8] =
            payload.count < 126
            ? [mask | UInt8(payload.count)] : [mask | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xff)]
        return [first] + length + (isMasked ? [0, 0, 0, 0] : []) + payload
    }

    package func send(_ text: String) async throws { try await send(Array(text.utf8)) }

    package func send(_ bytes: [UInt8]) async throws { try await channel.writeAndFlush(ByteBuffer(bytes: bytes)) }

    /// What comes, once `text` is in it, or once the connection has ended.
    package func read(until text: String) async -> String {
        let bytes = await received.until { String(decoding: $0, as: UTF8.self).contains(text) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// What comes, once it is `enough`, or once the connection has ended.
    package func read(_ enough: @Sendable ([UInt8]) -> Bool) async -> [UInt8] { await received.until(enough) }

    /// Everything until the other side closes.
    package func readToEnd() async -> [UInt8] { await received.until { _ in false } }

    package func stopReading() async throws { try await channel.setOption(.autoRead, value: false).get() }

    /// Says that nothing more will come.
    package func closeOutput() async throws { try await channel.close(mode: .output).get() }

    package func close() async { try? await channel.close() }
}
