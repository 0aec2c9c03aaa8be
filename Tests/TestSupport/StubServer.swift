import NIOCore
import NIOPosix
import Synchronization

/// A server on 127.0.0.1 that reads whole HTTP requests and answers with any bytes, or not at all.
package final class StubServer: Sendable {
    /// What becomes of a request.
    package enum Reply: Sendable {
        /// These bytes; the connection stays open.
        case bytes([UInt8])
        /// These bytes, then the connection is closed.
        case last([UInt8])
        /// These bytes, once the closure has returned.
        case held([UInt8], until: @Sendable () async -> Void)
        /// Nothing, and the connection stays open.
        case silence

        /// An HTTP answer.
        package static func text(_ status: Int, _ body: String, headers: [String] = []) -> Reply {
            let head = ["HTTP/1.1 \(status) Text", "Content-Length: \(body.utf8.count)"] + headers
            return .bytes(Array((head.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8))
        }

        /// An HTTP answer with a JSON body.
        package static func json(_ status: Int, _ body: String, headers: [String] = []) -> Reply {
            .text(status, body, headers: ["Content-Type: application/json"] + headers)
        }
    }

    /// A request as it came; names of headers in lower case.
    package struct Request: Sendable {
        package let method: String
        package let path: String
        package let headers: [String: String]
        package let body: [UInt8]

        /// The value of a header.
        package func header(_ name: String) -> String? { headers[name.lowercased()] }
    }

    private let seen = Mutex<[Request]>([])
    /// The requests so far.
    package var requests: [Request] { seen.withLock { $0 } }

    /// Serves at a free port, which it lends to `body`; `answer` is told how many requests came before.
    package static func serve<R: Sendable>(
        _ answer: @escaping @Sendable (Int, Request) -> Reply, _ body: (Int, StubServer) async throws -> R
    ) async throws -> R {
        let stub = StubServer()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(StubHandler { answer(stub.note($0), $0) })
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

    private func note(_ request: Request) -> Int {
        seen.withLock { seen in
            seen.append(request)
            return seen.count - 1
        }
    }
}

private final class StubHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let answer: (StubServer.Request) -> StubServer.Reply
    private var bytes: [UInt8] = []

    init(answer: @escaping (StubServer.Request) -> StubServer.Reply) { self.answer = answer }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        bytes.append(contentsOf: unwrapInboundIn(data).readableBytesView)
        // A TLS hello: nobody here understands it.
        if bytes.first == 0x16 { return context.close(promise: nil) }
        while let request = next() {
            switch answer(request) {
            case .silence: break
            case .bytes(let reply):
                context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: reply)), promise: nil)
            case .held(let reply, let wait):
                context.eventLoop.makeFutureWithTask(wait).assumeIsolated().whenSuccess {
                    context.writeAndFlush(self.wrapOutboundOut(ByteBuffer(bytes: reply)), promise: nil)
                }
            case .last(let reply):
                context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: reply)), promise: nil)
                context.close(promise: nil)
            }
        }
    }

    private func next() -> StubServer.Request? {
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
        return StubServer.Request(method: String(words[0]), path: String(words[1]), headers: headers, body: body)
    }
}
