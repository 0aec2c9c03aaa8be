import Glibc
import NIOCore
import NIOPosix
import Synchronization
import Testing

/// A server on 127.0.0.1 that reads whole requests and answers with any bytes, or not at all.
final class StubServer: Sendable {
    /// What becomes of a request.
    enum Reply: Sendable {
        /// These bytes; the connection stays open.
        case bytes([UInt8])
        /// These bytes, then the connection is closed.
        case last([UInt8])
        /// These bytes, once the closure has returned.
        case held([UInt8], until: @Sendable () async -> Void)
        /// Nothing, and the connection stays open.
        case silence

        /// An HTTP answer with a JSON body.
        static func json(_ status: Int, _ body: String, headers: [String] = []) -> Reply {
            let head = [
                "HTTP/1.1 \(status) Text", "Content-Length: \(body.utf8.count)", "Content-Type: application/json",
            ]
            return .bytes(Array(((head + headers).joined(separator: "\r\n") + "\r\n\r\n" + body).utf8))
        }
    }

    /// A request as it came: the head as text, and the body.
    struct Request: Sendable {
        let head: String
        let body: [UInt8]

        /// The value of a header.
        func header(_ name: String) -> String? {
            for line in head.split(separator: "\r\n") where line.lowercased().hasPrefix(name.lowercased() + ":") {
                return line.dropFirst(name.utf8.count + 1).drop { $0 == " " }.description
            }
            return nil
        }
    }

    private let seen = Mutex<[Request]>([])
    /// The requests so far.
    var requests: [Request] { seen.withLock { $0 } }

    /// Serves at a free port, which it lends to `body`.
    static func serve<R: Sendable>(
        _ answer: @escaping @Sendable (Request) -> Reply, _ body: (Int, StubServer) async throws -> R
    ) async throws -> R {
        let stub = StubServer()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        Handler { request in
                            stub.seen.withLock { $0.append(request) }
                            return answer(request)
                        })
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let result: Result<R, any Error>
        do {
            result = .success(try await body(channel.localAddress?.port ?? 0, stub))
        } catch {
            result = .failure(error)
        }
        try? await channel.close().get()
        return try result.get()
    }

    /// A port that refuses connections for as long as this process lives: bound, but nobody listens.
    ///
    /// One that was merely closed again could become the port of a test beside this one.
    static func closedPort() throws -> Int {
        let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(handle, generic, size) == 0 && getsockname(handle, generic, &size) == 0
            }
        }
        try #require(bound)
        return Int(UInt16(bigEndian: address.sin_port))
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let answer: (Request) -> Reply
        private var bytes: [UInt8] = []

        init(answer: @escaping (Request) -> Reply) {
            self.answer = answer
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            bytes.append(contentsOf: unwrapInboundIn(data).readableBytesView)
            guard let request = next() else { return }
            switch answer(request) {
            case .silence: break
            case .bytes(let reply):
                context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: reply)), promise: nil)
            case .held(let reply, let wait):
                context.eventLoop.makeFutureWithTask(wait).assumeIsolated().whenSuccess {
                    context.writeAndFlush(self.wrapOutboundOut(ByteBuffer(bytes: reply)), promise: nil)
                }
            case .last(let reply):
                context.write(wrapOutboundOut(ByteBuffer(bytes: reply)), promise: nil)
                context.flush()
                context.close(promise: nil)
            }
        }

        private func next() -> Request? {
            let text = String(decoding: bytes, as: UTF8.self)
            guard let end = text.firstRange(of: "\r\n\r\n") else { return nil }
            let head = Request(head: String(text[..<end.lowerBound]), body: [])
            let start = head.head.utf8.count + 4
            let length = head.header("content-length").flatMap { Int($0) } ?? 0
            guard bytes.count >= start + length else { return nil }
            let body = Array(bytes[start..<start + length])
            bytes.removeFirst(start + length)
            return Request(head: head.head, body: body)
        }
    }
}
