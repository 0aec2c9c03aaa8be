import Glibc
import JSON
import NIOCore
import NIOPosix
import Synchronization
import Testing

/// A server on 127.0.0.1 that reads whole requests and answers with any bytes, or not at all.
final class StubWandb: Sendable {
    /// What becomes of a request.
    enum Reply: Sendable {
        /// These bytes; the connection stays open.
        case bytes([UInt8])
        /// These bytes, then the connection is closed.
        case last([UInt8])
        /// Nothing, and the connection stays open.
        case silence

        /// An HTTP answer.
        static func text(_ status: Int, _ body: String, headers: [String] = []) -> Reply {
            let head = ["HTTP/1.1 \(status) Text", "Content-Length: \(body.utf8.count)"] + headers
            return .bytes(Array((head.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8))
        }

        /// An HTTP answer that worked.
        static func json(_ body: JSONValue) -> Reply { .text(200, body.serializedText) }
    }

    /// A request as it came; names of headers in lower case.
    struct Request: Sendable {
        let method: String
        let path: String
        let headers: [String: String]
        let body: [UInt8]

        var json: JSONValue? { try? JSONValue.parse(body) }
    }

    private let seen = Mutex<[Request]>([])
    /// The requests so far.
    var requests: [Request] { seen.withLock { $0 } }

    /// Serves at a free port, which it lends to `body`; `answer` is told how many requests came before.
    static func serve<R: Sendable>(
        _ answer: @escaping @Sendable (Int, Request) -> Reply, _ body: (Int, StubWandb) async throws -> R
    ) async throws -> R {
        let stub = StubWandb()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        Handler { request in
                            let before = stub.seen.withLock { seen in
                                seen.append(request)
                                return seen.count - 1
                            }
                            return answer(before, request)
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
            // A TLS hello: nobody here understands it.
            if bytes.first == 0x16 { return context.close(promise: nil) }
            while let request = next() {
                switch answer(request) {
                case .silence: break
                case .bytes(let reply):
                    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: reply)), promise: nil)
                case .last(let reply):
                    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: reply)), promise: nil)
                    context.close(promise: nil)
                }
            }
        }

        private func next() -> Request? {
            guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
            let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
            let words = lines.first?.split(separator: " ") ?? []
            var headers: [String: String] = [:]
            for line in lines.dropFirst() {
                guard let colon = line.firstIndex(of: ":") else { continue }
                headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].drop { $0 == " " }.description
            }
            let length = headers["content-length"].flatMap { Int($0) } ?? 0
            guard words.count == 3, bytes.count >= end.upperBound + length else { return nil }
            let body = Array(bytes[end.upperBound..<end.upperBound + length])
            bytes.removeFirst(end.upperBound + length)
            return Request(method: String(words[0]), path: String(words[1]), headers: headers, body: body)
        }
    }
}
